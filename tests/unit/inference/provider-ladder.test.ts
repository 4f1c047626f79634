import { describe, expect, it } from 'vitest';
import { createLadder } from '../../../src/platform/inference/provider-ladder.ts';

describe('which providers are still trusted', () => {
  it('WebGPU is retired whatever went wrong with its worker', () => {
    const ladder = createLadder(['webgpu', 'wasm']);
    ladder.enterLoss('webgpu', 'device lost', false);
    expect(ladder.left()).toEqual(['wasm']);
    expect(ladder.retired()).toEqual(['webgpu retired: device lost']);
  });

  it('a worker that was lost before it chose was trying the first', () => {
    const ladder = createLadder(['webgpu-software', 'wasm']);
    ladder.enterLoss(undefined, 'no answer', false);
    expect(ladder.left()).toEqual(['wasm']);
    ladder.enterLoss(undefined, 'no answer', false);
    expect(ladder.left()).toEqual(['wasm']);
  });

  it('WebAssembly survives a killed worker, but not a wrong answer to a probe', () => {
    const ladder = createLadder(['wasm']);
    ladder.enterLoss('wasm', 'killed', false);
    expect(ladder.left()).toEqual(['wasm']);
    ladder.enterLoss('wasm', 'logits[0] must be 1, is 2', true);
    expect(ladder.left()).toEqual([]);
  });
});
