import { describe, expect, it } from 'vitest';
import { atFullSize } from '../../../src/contexts/check-file/at-full-size.ts';
import { checkFile, type CheckPorts } from '../../../src/contexts/check-file/check-file.ts';
import { chooseTimes } from '../../../src/contexts/check-file/choose-times.ts';
import { NO_FACTS } from '../../../src/core/facts/merge-facts.ts';
import type { FrameFindings } from '../../../src/contracts/score.ts';
import { wireScale } from '../../../src/platform/files/within-wire.ts';
import { about, faceAt, finding, frame, PLAIN_FUSION } from '../../support/findings.ts';

const versions = { extension: '0', provider: 'none', models: {} };
const undecodable = { ok: false, failure: { code: 'page.undecodable', stage: 'sample' } } as const;

/** A medium whose frames never need pixels: what is found in them is given by their time. */
function ports(
  durationMs: number,
  found: (mediaTimeMs: number) => FrameFindings | undefined,
): { -readonly [Key in keyof CheckPorts]: CheckPorts[Key] } & { closed: number; held: number } {
  const counts = { closed: 0, held: 0 };
  return Object.assign(counts, {
    openMedia: () =>
      Promise.resolve({
        ok: true as const,
        value: {
          durationMs,
          widthPx: 10,
          heightPx: 10,
          frameAt: (mediaTimeMs: number) => {
            if (found(mediaTimeMs) === undefined) return Promise.resolve(undecodable);
            counts.held += 1;
            const picture = { close: () => (counts.held -= 1) } as unknown as ImageBitmap;
            return Promise.resolve({
              ok: true as const,
              value: { picture, mediaTimeMs, route: 'file' as const, isNative: true },
            });
          },
          close: () => (counts.closed += 1),
        },
      }),
    inspect: ({ picture, mediaTimeMs }: { picture: ImageBitmap; mediaTimeMs: number }) => {
      picture.close();
      const value = found(mediaTimeMs);
      return Promise.resolve(value === undefined ? undecodable : { ok: true as const, value });
    },
    readFacts: () => Promise.resolve(NO_FACTS),
    versions: () => Promise.resolve(versions),
    fusion: PLAIN_FUSION,
    onProgress: () => undefined,
  });
}

const signs = (mediaTimeMs: number, evidence: number): FrameFindings =>
  frame(mediaTimeMs, finding(faceAt(640, 360), evidence));
const file = { name: 'clip.mp4' } as File;

describe('a long video', () => {
  it('is looked at closely behind a lone look that raises doubt, so that a short swap is found', async () => {
    const isSwapped = (mediaTimeMs: number): boolean => mediaTimeMs >= 300_000 && mediaTimeMs < 312_000;
    const medium = ports(600_000, (mediaTimeMs) => signs(mediaTimeMs, isSwapped(mediaTimeMs) ? 6 : -3));
    const { verdict, line } = await checkFile(file, medium);
    expect(line.frames).toHaveLength(64 + 6);
    expect(verdict).toMatchObject({ state: 'strong-signs' });
    expect(medium.held).toBe(0);
  });

  it('that is calm is looked at once over', async () => {
    const medium = ports(600_000, (mediaTimeMs) => signs(mediaTimeMs, -3));
    expect((await checkFile(file, medium)).line.frames).toHaveLength(64);
  });
});

describe('when to look at a file', () => {
  it.each([0, -1, NaN, Infinity])('once at the start when its length is %s', (durationMs) => {
    expect(chooseTimes(durationMs)).toEqual([0]);
  });

  it.each([
    [100, 4],
    [4_000, 4],
    [10_500, 11],
    [64_000, 64],
    [7_200_000, 64],
  ])('%s ms: %s times', (durationMs, count) => {
    const times = chooseTimes(durationMs);
    expect(times).toHaveLength(count);
    expect(times.every((time, at) => time > (times[at - 1] ?? 0) && time < durationMs)).toBe(true);
  });

  it('at least once a second in the first minute', () => {
    const times = chooseTimes(37_000);
    const gaps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1_000);
  });
});

describe('checking a file', () => {
  it('a still never shows strong signs, however strong its evidence', async () => {
    const { verdict, line } = await checkFile(
      file,
      ports(0, (at) => signs(at, 50)),
    );
    expect(verdict.state).toBe('some-signs');
    expect(line.evidence).toBeCloseTo(50, 9);
  });

  it('a video with the same evidence throughout does', async () => {
    const { line } = await checkFile(
      file,
      ports(8_000, (at) => signs(at, 50)),
    );
    expect(line).toMatchObject({
      state: 'strong-signs',
      detectors: [{ detector: 'blend-boundary', evidence: about(50) }],
    });
    expect(line.frames).toHaveLength(8);
  });

  it('a video that breaks off is judged by what was seen, and its failure is told once', async () => {
    const checked = ports(8_000, (at) => (at < 4_000 ? signs(at, -3) : undefined));
    const { line } = await checkFile(file, checked);
    expect(line).toMatchObject({ state: 'no-signs', failures: [{ code: 'page.undecodable' }] });
    expect(line.frames).toHaveLength(4);
    expect(checked.closed).toBe(1);
    expect(checked.held).toBe(0);
  });

  it('a frame that stands still for seconds counts once, and every picture is closed', async () => {
    const checked = ports(8_000, (at) => signs(at, -3));
    const { openMedia } = checked;
    checked.openMedia = async (media) => {
      const opened = await openMedia(media);
      if (!opened.ok) return opened;
      const { frameAt } = opened.value;
      const slide = (at: number) => frameAt(Math.floor(at / 4_000) * 4_000);
      return { ok: true, value: { ...opened.value, frameAt: slide } };
    };
    const { line } = await checkFile(file, checked);
    expect(line.frames.map(({ mediaTimeMs }) => mediaTimeMs)).toEqual([0, 4_000]);
    expect(checked.held).toBe(0);
  });

  it('without a single frame the reason is why, not that no face was there', async () => {
    const { line } = await checkFile(
      file,
      ports(8_000, () => undefined),
    );
    expect(line).toMatchObject({ state: 'could-not-check', reason: 'undecodable', frames: [] });
    expect(line).not.toHaveProperty('evidence');
  });

  it('a verdict that abstains still gives the evidence of the detectors that ran', async () => {
    const dark = (at: number): FrameFindings => frame(at, finding(faceAt(640, 360), 1.5, ['too-dark']));
    const { line } = await checkFile(file, ports(8_000, dark));
    expect(line).toMatchObject({ state: 'could-not-check', reason: 'too-dark', evidence: about(1.5) });
    expect(line.detectors).toEqual([{ detector: 'blend-boundary', evidence: about(1.5) }]);
  });

  it('a file that cannot be opened at all is a line like any other', async () => {
    const broken = {
      ...ports(0, () => undefined),
      openMedia: () => Promise.reject(new DOMException('gone', 'NotReadableError')),
    };
    const { line } = await checkFile(file, broken);
    expect(line).toMatchObject({ file: 'clip.mp4', state: 'could-not-check', failures: [{ detail: 'gone' }] });
  });
});

describe('pictures too large to travel', () => {
  it.each([
    [3840, 2160],
    [20_000, 2],
    [9_000, 9_000],
    [1, 100_000],
  ])('%s × %s fits after scaling', (width, height) => {
    const scale = wireScale(width, height);
    expect(scale).toBeLessThanOrEqual(1);
    expect(width * scale * height * scale).toBeLessThanOrEqual(3840 * 2160 + 1);
    expect(Math.max(width, height) * scale).toBeLessThanOrEqual(8_192);
  });

  it('what is found in the small picture is reported in pixels of the large one', () => {
    const found = atFullSize(signs(0, 1), 0.5);
    expect(found).toMatchObject({ widthPx: 2560, heightPx: 1440 });
    expect(found.faces[0]?.face.box).toEqual({ x: 1080, y: 520, width: 400, height: 400 });
    expect(found.faces[0]?.face.points.nose).toEqual({ x: 1280, y: 740 });
  });
});
