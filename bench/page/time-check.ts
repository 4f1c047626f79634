import type { Tensor } from '../../src/contracts/detector.ts';
import type { Pixels } from '../../src/contracts/frame.ts';
import type { FrameFindings } from '../../src/contracts/score.ts';
import { inspectFrame } from '../../src/core/score/inspect-frame.ts';
import type { RunModel } from '../../src/core/score/run-model.ts';
import { detectors, gateLimits } from '../../src/detectors/registry.ts';
import type { CheckTimes } from './engine-wire.ts';

interface TimedRun {
  readonly model: string;
  readonly startMs: number;
  readonly endMs: number;
}

const FINDER = 'face-finder';
const never = new AbortController().signal;

/**
 * One whole check as the inference worker makes it. The stages are read off the times at which it asks for its models:
 * up to the end of the finder's first run, of its last, to the start of the first detector, then each detector.
 */
export async function timeCheck(
  pixels: Pixels,
  runModel: RunModel,
  seen?: (model: string, input: Tensor) => void,
): Promise<{ readonly times: CheckTimes; readonly findings: FrameFindings }> {
  const runs: TimedRun[] = [];
  const timed: RunModel = async (model, input, signal) => {
    seen?.(model, input);
    const startMs = performance.now();
    const outputs = await runModel(model, input, signal);
    runs.push({ model, startMs, endMs: performance.now() });
    return outputs;
  };
  const startMs = performance.now();
  const options = { scoreGated: false, isNative: true, gate: gateLimits };
  const outcome = await inspectFrame(pixels, 0, { runModel: timed }, detectors, options, never);
  const endMs = performance.now();
  if (!outcome.ok) throw new Error(`${outcome.failure.code} ${outcome.failure.detail ?? ''}`);
  const [failure] = outcome.value.failures;
  if (failure !== undefined) throw new Error(`${failure.code} ${failure.detail ?? ''}`);
  return { times: stagesOf(runs, startMs, endMs), findings: outcome.value };
}

function stagesOf(runs: readonly TimedRun[], startMs: number, endMs: number): CheckTimes {
  const looks = runs.filter(({ model }) => model === FINDER);
  const scoring = runs.filter(({ model }) => model !== FINDER);
  const [first, last] = [looks[0], looks.at(-1)];
  if (first === undefined || last === undefined) throw new Error('the face finder did not run');
  const detectorsMs: Record<string, number> = {};
  let doneMs = scoring[0]?.startMs ?? endMs;
  for (const { model, endMs: ranUntilMs } of scoring) {
    detectorsMs[model] = (detectorsMs[model] ?? 0) + ranUntilMs - doneMs;
    doneMs = ranUntilMs;
  }
  return {
    wholeMs: endMs - startMs,
    finderMs: first.endMs - startMs,
    secondLookMs: last.endMs - first.endMs,
    cutsMs: (scoring[0]?.startMs ?? endMs) - last.endMs,
    detectorsMs,
  };
}
