import { describe, expect, it } from 'vitest';
import { timeCheck } from '../../../bench/page/time-check.ts';
import { detectors } from '../../../src/detectors/registry.ts';
import { createNodeInference } from '../../support/node-inference.ts';
import { draw } from '../../support/pictures.ts';
import { readPng } from '../../support/read-png.ts';

const inference = createNodeInference();

describe('stages of a check', () => {
  it('every detector has its stage, and all stages together are the whole but for reading the last output', async () => {
    const { times, findings } = await timeCheck(readPng('tests/detectors/admiral.png'), inference.run);
    expect(findings.faces).toHaveLength(1);
    expect(Object.keys(times.detectorsMs)).toEqual(detectors.map(({ id }) => id));
    const stages = [times.finderMs, times.secondLookMs, times.cutsMs, ...Object.values(times.detectorsMs)];
    expect(stages.every((ms) => ms > 0)).toBe(true);
    const left = times.wholeMs - stages.reduce((sum, ms) => sum + ms, 0);
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left).toBeLessThan(0.2 * times.wholeMs);
  });

  it('tells what each model was shown', async () => {
    const seen: string[] = [];
    await timeCheck(readPng('tests/detectors/admiral.png'), inference.run, (model) => seen.push(model));
    expect(new Set(seen)).toEqual(new Set(['face-finder', ...detectors.map(({ id }) => id)]));
  });

  it('a frame without a face has the finder’s stages only', async () => {
    const { times } = await timeCheck(
      draw(320, 240, () => [90, 90, 90]),
      inference.run,
    );
    expect(times.detectorsMs).toEqual({});
    expect(times.finderMs).toBeGreaterThan(0);
  });
});
