import type { Facts } from '../../contracts/fact.ts';
import type { Failure } from '../../contracts/failure.ts';
import type { Fusion } from '../../contracts/fusion.ts';
import type { EngineVersions, ScanLine } from '../../contracts/scan.ts';
import type { FrameFindings } from '../../contracts/score.ts';
import type { DetectorEvidence, Verdict } from '../../contracts/verdict.ts';
import { reasonOf } from '../../core/failures.ts';
import { judge, VIDEO_MIN_FRAMES_SCORED } from '../../core/judge/judge.ts';
import { passedGate, wasScored } from '../../core/weigh/weigh-track.ts';
import { weighVideo } from '../../core/weigh/weigh-video.ts';

/** What was had out of one file. */
export interface Scanned {
  readonly file: string;
  readonly isStill: boolean;
  readonly frames: readonly FrameFindings[];
  readonly failures: readonly Failure[];
  readonly facts: Facts;
}

/** What can be said of a file. Where no frame was had, the first failure says why. */
export function judgeFile({ isStill, frames, failures }: Omit<Scanned, 'facts'>, fusion: Fusion): Verdict {
  if (frames.length > 0) return judge(frames, { fusion, minFramesScored: isStill ? 1 : VIDEO_MIN_FRAMES_SCORED });
  const [first] = failures;
  return { state: 'could-not-check', reason: (first && reasonOf(first)) ?? 'engine-failed' };
}

/** The detectors' part in it, also when the verdict abstains. */
function detectorsOf(frames: readonly FrameFindings[], fusion: Fusion): readonly DetectorEvidence[] {
  return (weighVideo(frames, passedGate, fusion) ?? weighVideo(frames, wasScored, fusion))?.because ?? [];
}

/** The same failure of many frames is told once, as it was first met. */
function told(failures: readonly Failure[]): readonly Failure[] {
  return [...new Map(failures.toReversed().map((one) => [`${one.code} ${one.stage}`, one])).values()];
}

/** One line of a scan. */
export function scanLine(scanned: Scanned, verdict: Verdict, fusion: Fusion, versions: EngineVersions): ScanLine {
  const { file, frames, failures, facts } = scanned;
  return {
    file,
    state: verdict.state,
    ...('reason' in verdict && { reason: verdict.reason }),
    ...('evidence' in verdict && { evidence: verdict.evidence }),
    detectors: detectorsOf(frames, fusion),
    facts,
    frames: frames.map(({ mediaTimeMs, faces }) => ({
      mediaTimeMs,
      faces: faces.map(({ face, gate, scores }) => ({ box: face.box, confidence: face.confidence, gate, scores })),
    })),
    failures: told([...failures, ...frames.flatMap((frame) => frame.failures)]),
    versions,
  };
}
