import { describe, expect, it } from 'vitest';
import type { Detector, Tensor } from '../../../src/contracts/detector.ts';
import type { Outcome } from '../../../src/contracts/outcome.ts';
import { llr, type DetectorId, type FrameFindings } from '../../../src/contracts/score.ts';
import type { ModelOutputs } from '../../../src/core/crop/face-finder.ts';
import { inspectFrame } from '../../../src/core/score/inspect-frame.ts';
import type { RunModel } from '../../../src/core/score/run-model.ts';
import { createNoise, draw } from '../../support/pictures.ts';

const SIDE = 8;
const FRAME_PX = 512;
const gate = { minScoreSidePx: 20, minJudgeSidePx: 60, minLuma: 40, maxLuma: 220, minSharpness: 1, maxTurn: 0.4 };
const noise = createNoise(5);
const frame = draw(FRAME_PX, FRAME_PX, () => [80 + 90 * noise(), 80 + 90 * noise(), 80 + 90 * noise()]);
const signal = new AbortController().signal;

const tensor = (shape: number[], value = 0): Tensor => ({
  shape,
  values: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value),
});

/** A finder that sees faces of these box sides (finder pixels) along the top, and confirms each at the same size. */
function createFinder(sides: readonly number[]): () => ModelOutputs {
  let calls = 0;
  return () => {
    const isFirst = calls === 0;
    calls += 1;
    const outputs = {
      'Identity:0': tensor([1, 512, 1], -20),
      'Identity_1:0': tensor([1, 384, 1], -20),
      'Identity_2:0': tensor([1, 512, 16]),
      'Identity_3:0': tensor([1, 384, 16]),
    };
    const seen = isFirst
      ? sides.map((side, at) => [side, 2 * (16 * 4 + 2 + 4 * at)] as const)
      : sides.slice(0, 1).map(() => [85, 2 * (16 * 8 + 7)] as const);
    for (const [side, anchor] of seen) {
      outputs['Identity:0'].values.set([5], anchor);
      const third = side / 3;
      // Box at the anchor (moved to the square's middle in the second look), eyes a third of a side apart, mouth below.
      const [dx, dy] = isFirst ? [0, 0] : [8, -8];
      outputs['Identity_2:0'].values.set(
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

const detector: Detector = {
  id: 'blend-boundary',
  cropSidePx: SIDE,
  prepare: ({ rgb }) => ({ shape: [1, SIDE, SIDE, 3], values: rgb }),
  read: ({ shape, values: [logit = NaN, photographic = NaN] }) => {
    if (shape.length !== 2 || shape[1] !== 2)
      throw new RangeError(`output shape must be [1,2], got [${shape.join(',')}]`);
    return { logit, evidence: llr(2 * logit), isPhotographic: photographic > 0 };
  },
};

type Answer = (input: Tensor) => Outcome<ModelOutputs>;

function ports(sides: readonly number[], answer: Answer) {
  const finder = createFinder(sides);
  const asked: { id: DetectorId; shape: readonly number[] }[] = [];
  const runModel: RunModel = (id, input) => {
    if (id === 'face-finder') return Promise.resolve({ ok: true, value: finder() });
    asked.push({ id, shape: input.shape });
    return Promise.resolve(answer(input));
  };
  return { asked, runModel };
}

const logits = (rows: readonly (readonly [number, number])[]): Outcome<ModelOutputs> => ({
  ok: true,
  value: { logits: { shape: [rows.length, 2], values: Float32Array.from(rows.flat()) } },
});

async function inspect(
  run: { runModel: RunModel },
  scoreGated = false,
  detectors = [detector],
): Promise<FrameFindings> {
  const outcome = await inspectFrame(frame, 1500, run, detectors, { scoreGated, gate }, signal);
  if (!outcome.ok) throw new Error(outcome.failure.detail);
  return outcome.value;
}

describe('inspecting a frame', () => {
  it('all faces of a frame go through the detector in one run, each with its own score', async () => {
    const run = ports([40, 36], () =>
      logits([
        [1.5, 3],
        [-0.5, 2],
      ]),
    );
    const findings = await inspect(run);
    expect(run.asked).toEqual([{ id: 'blend-boundary', shape: [2, SIDE, SIDE, 3] }]);
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

    let runs = 0;
    const once = ports([40], () => (runs++ === 0 ? { ok: false, failure } : logits([[1, 1]])));
    const both = await inspect(once, false, [detector, detector]);
    expect(both.failures).toEqual([failure]);
    expect(both.faces[0]?.scores).toHaveLength(1);
  });

  it.each<[string, ModelOutputs, string]>([
    ['no logits', { other: tensor([1, 2]) }, 'blend-boundary: output logits is missing'],
    ['a row too many', { logits: tensor([2, 2]) }, 'blend-boundary: output must have 1 rows, got shape [2,2]'],
    ['a column too many', { logits: tensor([1, 3]) }, 'blend-boundary: output shape must be [1,2], got [1,3]'],
    ['no number', { logits: tensor([1, 2], NaN) }, 'blend-boundary: evidence must be finite, got NaN'],
  ])('an output with %s is a failure of that detector only', async (_, value, detail) => {
    const findings = await inspect(ports([40], () => ({ ok: true, value })));
    expect(findings.failures).toEqual([{ code: 'model.output-malformed', stage: 'score', detail }]);
    expect(findings.faces).toMatchObject([{ scores: [] }]);
  });

  it('without the face finder nothing is known of the frame, which is not the same as no face', async () => {
    const failure = { code: 'model.weights-mismatch', stage: 'score' } as const;
    const runModel: RunModel = () => Promise.resolve({ ok: false, failure });
    expect(await inspectFrame(frame, 0, { runModel }, [detector], { scoreGated: false, gate }, signal)).toEqual({
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
      inspectFrame(frame, 0, { runModel }, [detector], { scoreGated: false, gate }, stopped),
    ).rejects.toThrow('stop');
  });
});
