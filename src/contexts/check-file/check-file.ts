import type { Facts } from '../../contracts/fact.ts';
import type { Failure } from '../../contracts/failure.ts';
import type { SampledFrame } from '../../contracts/frame.ts';
import type { Fusion } from '../../contracts/fusion.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { CheckRecord } from '../../contracts/report.ts';
import type { EngineVersions, ScanLine } from '../../contracts/scan.ts';
import type { FrameFindings } from '../../contracts/score.ts';
import type { Verdict } from '../../contracts/verdict.ts';
import { reportedFrame } from '../../core/report/reported-frame.ts';
import type { MediaReader } from '../../platform/media/media-reader.ts';
import { chooseTimes, closerTimes } from './choose-times.ts';
import { judgeFile, scanLine, type Scanned } from './scan-line.ts';

/** What checking a file needs from outside. */
export interface CheckPorts {
  readonly openMedia: (file: Blob) => Promise<Outcome<MediaReader>>;
  readonly inspect: (frame: SampledFrame<ImageBitmap>) => Promise<Outcome<FrameFindings>>;
  /** What the file says of itself. Never rejects. */
  readonly readFacts: (file: Blob) => Promise<Facts>;
  readonly versions: () => Promise<EngineVersions>;
  readonly fusion: Fusion;
  readonly onProgress: (lookedAt: number, of: number) => void;
}

/** A checked file: what can be said, and the line that says how it came about. */
export interface CheckedFile {
  readonly verdict: Verdict;
  readonly isStill: boolean;
  readonly line: ScanLine;
  /** The same for a report: of each frame what identifies it. */
  readonly record: CheckRecord;
}

type Traits = Pick<MediaReader, 'durationMs' | 'widthPx' | 'heightPx'>;
const UNOPENED: Traits = { durationMs: 0, widthPx: 0, heightPx: 0 };

interface Looks {
  readonly frames: FrameFindings[];
  readonly failures: Failure[];
}

/** Opens a file, looks at it once a second, and judges. Never rejects: what goes wrong is in the line. */
export async function checkFile(file: File, ports: CheckPorts): Promise<CheckedFile> {
  const looks: Looks = { frames: [], failures: [] };
  let traits = UNOPENED;
  try {
    const opened = await ports.openMedia(file);
    if (opened.ok) {
      const { durationMs, widthPx, heightPx } = opened.value;
      traits = { durationMs, widthPx, heightPx };
      await lookAll(opened.value, looks, ports).finally(opened.value.close);
    } else {
      looks.failures.push(opened.failure);
    }
  } catch (problem) {
    looks.failures.push(unreadable(problem));
  }
  const isStill = traits.durationMs === 0;
  const scanned = { file: file.name, isStill, ...looks, facts: await ports.readFacts(file) };
  const verdict = judgeFile(scanned, ports.fusion);
  const line = scanLine(scanned, verdict, ports.fusion, await ports.versions());
  return { verdict, isStill, line, record: recordOf(file, { ...scanned, ...traits, verdict }) };
}

function recordOf(
  { name, size }: File,
  { frames, facts, verdict, durationMs, widthPx, heightPx }: Scanned & Traits & { readonly verdict: Verdict },
): CheckRecord {
  return {
    subject: { kind: 'file', name, byteCount: size },
    widthPx,
    heightPx,
    durationMs,
    verdict,
    facts,
    framesLookedAt: frames.length,
    frames: frames.map(reportedFrame),
  };
}

async function lookAll(media: MediaReader, looks: Looks, ports: CheckPorts): Promise<void> {
  await lookAt(chooseTimes(media.durationMs), media, looks, ports);
  await lookAt(closerTimes(looks.frames, media.durationMs, ports.fusion), media, looks, ports);
  looks.frames.sort((a, b) => a.mediaTimeMs - b.mediaTimeMs);
}

/** The next frame is decoded while this one is looked at; never more than two pictures are held. */
async function lookAt(
  times: readonly number[],
  media: MediaReader,
  { frames, failures }: Looks,
  ports: CheckPorts,
): Promise<void> {
  if (times.length === 0) return;
  let lastTimeMs: number | undefined;
  let next = media.frameAt(times[0] ?? 0);
  for (const [index] of times.entries()) {
    const frame = await next;
    const followingMs = times[index + 1];
    if (followingMs !== undefined) next = media.frameAt(followingMs);
    ports.onProgress(index, times.length);
    if (!frame.ok) {
      failures.push(frame.failure);
    } else if (frame.value.mediaTimeMs === lastTimeMs) {
      // A slide show: nothing new since the last look.
      frame.value.picture.close();
    } else {
      lastTimeMs = frame.value.mediaTimeMs;
      const found = await ports.inspect(frame.value);
      if (found.ok) frames.push(found.value);
      else failures.push(found.failure);
    }
  }
}

/** A file that is gone, locked, or of a kind that breaks its reader. */
function unreadable(problem: unknown): Failure {
  const detail = problem instanceof Error ? problem.message : String(problem);
  const code = problem instanceof DOMException ? 'page.undecodable' : 'bug.invariant-broken';
  return { code, stage: 'sample', detail };
}
