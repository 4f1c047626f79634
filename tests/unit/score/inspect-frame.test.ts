import { describe, expect, it } from 'vitest';
import type { Detector, Tensor } from '../../../src/contracts/detector.ts';
import type { Outcome } from '../../../src/contracts/outcome.ts';
import { llr, type DetectorId, type FrameFindings } from '../../../src/contracts/score.ts';
import type { ModelOutputs } from '../../../src/core/crop/face-finder.ts';
import { ALIGNED_SIDE_PX } from '../../../src/core/crop/cut.ts';
import { inspectFrame } from '../../../src/core/score/inspect-frame.ts';
import { readLogits } from '../../../src/core/score/read-logits.ts';
import type { RunModel } from '../../../src/core/score/run-model.ts';
import { nothingFound } from '../../support/finder-outputs.ts';
import { createNoise, draw } from '../../support/pictures.ts';

const FRAME_PX = 512;
const gate = { minScoreSidePx: 20, minJudgeSidePx: 60, minLuma: 40, maxLuma: 220, minSharpness: 1, maxTurn: 0.4 };
const noise = createNoise(5);
const frame = draw(FRAME_PX, FRAME_PX, () => [80 + 90 * noise(), 80 + 90 * noise(), 80 + 90 * noise()]);
const signal = new AbortController().signal;

/** A finder that sees faces of these box sides (finder pixels) along the top, and confirms each at the same size. */
function createFinder(sides: readonly number[]): (input: Tensor) => ModelOutputs {
  let calls = 0;
  return ({ shape: [, heightPx = NaN, widthPx = NaN] }) => {
    const isFirst = calls === 0;
    calls += 1;
    const outputs = nothingFound(widthPx, heightPx);
    const seen = isFirst
      ? sides.map((side, at) => [side, 2 * (16 * 4 + 2 + 4 * at)] as const)
      : sides.slice(0, 1).map(() => [80, 2 * (10 * 5 + 4)] as const);
    for (const [side, anchor] of seen) {
      outputs['Identity:0']?.values.set([5], anchor);
      const third = side / 3;
      // Box at the anchor (moved to the square's middle in the second look), eyes a third of a side apart, mouth below.
      const [dx, dy] = isFirst ? [0, 0] : [8, -8];
      outputs['Identity_2:0']?.values.set(
        [
          dx,
          dy,
          side,
          side,
          dx - third / 2,
          dy - third / 2,
          dx + third / 2,
          dy - third / 2,
          dx,
          dy,
          dx,
          dy + third / 2,
        ],
        anchor * 16,
      );
    }
    return outputs;
  };
}

/** Looks at aligned crops, and can tell a photograph. */
const detector: Detector = {
  id: 'blend-boundary',
  version: '0',
  prepare: ({ aligned: { sidePx, rgb } }) => ({ shape: [1, sidePx, sidePx, 3], values: rgb }),
  read: (output) => {
    const [logit = NaN, photographic = NaN] = readLogits(output, 2);
    return { logit, evidence: llr(2 * logit), isPhotographic: photographic > 0 };
  },
};

/** Looks at native windows of at least this side, and cannot tell a photograph. Its evidence is the face's native side. */
const looksAtWindows = (minSidePx: number): Detector => ({
  id: 'synthesis-trace',
  version: '0',
  prepare: ({ native: { widthPx, heightPx, rgb } }) =>
    Math.min(widthPx, heightPx) < minSidePx ? undefined : { shape: [1, heightPx, widthPx, 3], values: rgb },
  read: (output, { quality }) => {
    const [logit = NaN] = readLogits(output, 1);
    return { logit, evidence: llr(quality.nativeSidePx) };
  },
});

const zeros = (shape: number[], value = 0): Tensor => ({
  shape,
  values: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value),
});

type Answer = (input: Tensor, id: DetectorId) => Outcome<ModelOutputs>;

function ports(sides: readonly number[], answer: Answer) {
  const finder = createFinder(sides);
  const asked: { id: DetectorId; shape: readonly number[] }[] = [];
  const runModel: RunModel = (id, input) => {
    if (id === 'face-finder') return Promise.resolve({ ok: true, value: finder(input) });
    asked.push({ id, shape: input.shape });
    return Promise.resolve(answer(input, id));
  };
  return { asked, runModel };
}

const logits = (rows: readonly (readonly number[])[]): Outcome<ModelOutputs> => ({
  ok: true,
  value: { logits: { shape: [rows.length, rows[0]?.length ?? 0], values: Float32Array.from(rows.flat()) } },
});

async function inspect(
  run: { runModel: RunModel },
  scoreGated = false,
  detectors: readonly Detector[] = [detector],
  isNative = true,
): Promise<FrameFindings> {
  const outcome = await inspectFrame(frame, 1500, run, detectors, { scoreGated, isNative, gate }, signal);
  if (!outcome.ok) throw new Error(outcome.failure.detail);
  return outcome.value;
}

describe('inspecting a frame', () => {
  it('a frame that was resampled on its way has no native window', async () => {
    const windows: number[] = [];
    const ofWindows: Detector = {
      ...detector,
      prepare: ({ native }) => {
        windows.push(native.widthPx);
        return undefined;
      },
    };
    const run = () => ports([40], () => logits([[0, 3]]));
    await inspect(run(), false, [ofWindows], true);
    await inspect(run(), false, [ofWindows], false);
    expect(windows[0]).toBeGreaterThan(0);
    expect(windows[1]).toBe(0);
  });

  it('all faces of a frame go through the detector in one run, each with its own score', async () => {
    const run = ports([40, 36], () =>
      logits([
        [1.5, 3],
        [-0.5, 2],
      ]),
    );
    const findings = await inspect(run);
    expect(run.asked).toEqual([{ id: 'blend-boundary', shape: [2, ALIGNED_SIDE_PX, ALIGNED_SIDE_PX, 3] }]);
    expect(findings).toMatchObject({ mediaTimeMs: 1500, widthPx: FRAME_PX, heightPx: FRAME_PX, failures: [] });
    expect(findings.faces.map(({ scores }) => scores)).toEqual([
      [{ detector: 'blend-boundary', logit: 1.5, evidence: 3 }],
      [{ detector: 'blend-boundary', logit: -0.5, evidence: -1 }],
    ]);
    expect(findings.faces.map((face) => face.gate)).toEqual([[], []]);
  });

  it('a frame without faces runs no detector', async () => {
    const run = ports([], () => logits([]));
    expect((await inspect(run)).faces).toEqual([]);
    expect(run.asked).toEqual([]);
  });

  it('a face that is no photographed face keeps no score, whatever was asked for', async () => {
    const findings = await inspect(
      ports([40], () => logits([[9, -1]])),
      true,
    );
    expect(findings.faces).toMatchObject([{ gate: ['not-photographic'], scores: [] }]);
  });

  it('a face that the gate objects to is scored only when asked for', async () => {
    const small = () => ports([18], () => logits([[1, 1]]));
    expect((await inspect(small())).faces).toMatchObject([{ gate: ['too-small'], scores: [] }]);
    expect((await inspect(small(), true)).faces).toMatchObject([{ gate: ['too-small'], scores: [{ logit: 1 }] }]);
  });

  it('a face below the smallest side is never scored', async () => {
    const run = ports([6], () => logits([[1, 1]]));
    const [face] = (await inspect(run, true)).faces;
    expect(face?.gate).toContain('too-small');
    expect(face?.scores).toEqual([]);
    expect(run.asked).toEqual([]);
  });

  it('a detector that fails leaves its failure and no score; the face and the other detectors stand', async () => {
    const failure = { code: 'model.session-refused', stage: 'score' } as const;
    const findings = await inspect(ports([40], () => ({ ok: false, failure })));
    expect(findings.failures).toEqual([failure]);
    expect(findings.faces).toMatchObject([{ gate: [], scores: [] }]);

    const windows = looksAtWindows(20);
    const first = ports([40], (_, id) => (id === 'blend-boundary' ? { ok: false, failure } : logits([[1]])));
    const withoutFirst = await inspect(first, false, [detector, windows]);
    expect(withoutFirst.failures).toEqual([failure]);
    expect(withoutFirst.faces).toMatchObject([{ gate: [], scores: [{ detector: 'synthesis-trace', logit: 1 }] }]);

    const second = ports([40], (_, id) => (id === 'synthesis-trace' ? { ok: false, failure } : logits([[1, 1]])));
    const withoutSecond = await inspect(second, false, [detector, windows]);
    expect(withoutSecond.failures).toEqual([failure]);
    expect(withoutSecond.faces).toMatchObject([{ gate: [], scores: [{ detector: 'blend-boundary', logit: 1 }] }]);
  });

  it('windows of one size share a run, windows of two sizes cannot, and each face gets its own score', async () => {
    const run = ports([40, 36], ({ shape: [rows, height] }) => logits(Array(rows ?? 0).fill([height ?? NaN])));
    const { faces } = await inspect(run, false, [looksAtWindows(20)]);
    const sides = faces.map(({ scores: [score] }) => score?.evidence ?? NaN);
    expect(sides[0]).toBeGreaterThan((sides[1] ?? NaN) + 1);
    expect(run.asked.map(({ shape }) => shape)).toEqual(
      sides.map((side) => [1, Math.floor(side), Math.floor(side), 3]),
    );
    expect(faces.map(({ scores: [score] }) => score?.logit)).toEqual(sides.map(Math.floor));

    const same = ports([40, 40], ({ shape: [rows, height] }) => logits(Array(rows ?? 0).fill([height ?? NaN])));
    expect((await inspect(same, false, [looksAtWindows(20)])).faces).toHaveLength(2);
    expect(same.asked.map(({ shape: [rows] }) => rows)).toEqual([2]);
  });

  it('a detector that can see nothing in a face is not run on it: no score, no failure', async () => {
    const run = ports([40, 36], (_, id) =>
      logits(
        id === 'blend-boundary'
          ? [
              [1, 1],
              [2, 1],
            ]
          : [[7]],
      ),
    );
    const findings = await inspect(run, false, [detector, looksAtWindows(66)]);
    expect(findings.failures).toEqual([]);
    expect(findings.faces.map(({ scores }) => scores.map(({ logit }) => logit))).toEqual([[1, 7], [2]]);

    const blind = ports([40], () => logits([[1]]));
    expect(await inspect(blind, false, [looksAtWindows(200)])).toMatchObject({ faces: [{ scores: [] }], failures: [] });
    expect(blind.asked).toEqual([]);
  });

  it('one detector that sees no photographed face silences the others too; one that cannot tell silences nobody', async () => {
    const answer: Answer = (_, id) => logits(id === 'blend-boundary' ? [[1, -1]] : [[7]]);
    const drawn = await inspect(ports([40], answer), false, [detector, looksAtWindows(20)]);
    expect(drawn.faces).toMatchObject([{ gate: ['not-photographic'], scores: [] }]);
    const unknown = await inspect(ports([40], answer), false, [looksAtWindows(20)]);
    expect(unknown.faces).toMatchObject([{ gate: [], scores: [{ logit: 7 }] }]);
  });

  it.each<[string, ModelOutputs, string]>([
    ['no logits', { other: zeros([1, 2]) }, 'blend-boundary: output logits is missing'],
    ['a row too many', { logits: zeros([2, 2]) }, 'blend-boundary: output must have 1 rows, got shape [2,2]'],
    ['a column too many', { logits: zeros([1, 3]) }, 'blend-boundary: output shape must be [1,2], got [1,3]'],
    ['no number', { logits: zeros([1, 2], NaN) }, 'blend-boundary: logits must be finite, got NaN and NaN'],
  ])('an output with %s is a failure of that detector only', async (_, value, detail) => {
    const findings = await inspect(ports([40], () => ({ ok: true, value })));
    expect(findings.failures).toEqual([{ code: 'model.output-malformed', stage: 'score', detail }]);
    expect(findings.faces).toMatchObject([{ scores: [] }]);
  });

  it('without the face finder nothing is known of the frame, which is not the same as no face', async () => {
    const failure = { code: 'model.weights-mismatch', stage: 'score' } as const;
    const runModel: RunModel = () => Promise.resolve({ ok: false, failure });
    expect(
      await inspectFrame(frame, 0, { runModel }, [detector], { scoreGated: false, isNative: true, gate }, signal),
    ).toEqual({
      ok: false,
      failure,
    });
  });

  it('an aborted inspection rejects instead of answering for half a frame', async () => {
    const runModel: RunModel = (_, __, stop) => {
      stop.throwIfAborted();
      return Promise.reject(new Error('not reached'));
    };
    const stopped = AbortSignal.abort(new Error('stop'));
    await expect(
      inspectFrame(frame, 0, { runModel }, [detector], { scoreGated: false, isNative: true, gate }, stopped),
    ).rejects.toThrow('stop');
  });
});
