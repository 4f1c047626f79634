import { describe, expect, it } from 'vitest';
import { createLadder } from '../../../src/platform/inference/provider-ladder.ts';

describe('which ways of running the models are still trusted', () => {
  it('a lost worker takes all of WebGPU along, whatever its precision', () => {
    const ladder = createLadder(['webgpu-float16', 'webgpu', 'wasm']);
    ladder.enterLoss('webgpu-float16', 'device lost', false);
    expect(ladder.left()).toEqual(['wasm']);
    expect(ladder.retired()).toEqual(['webgpu retired: device lost']);
  });

  it('half precision that computes wrongly goes alone, full precision takes half along', () => {
    const ladder = createLadder(['webgpu-float16', 'webgpu', 'wasm']);
    ladder.enterLoss('webgpu-float16', 'logits[0] must be 1, is 2', true);
    expect(ladder.left()).toEqual(['webgpu', 'wasm']);
    expect(ladder.retired()).toEqual(['webgpu float16 retired: logits[0] must be 1, is 2']);

    const other = createLadder(['webgpu-float16', 'webgpu', 'wasm']);
    other.enterLoss('webgpu', 'logits[0] must be 1, is 2', true);
    expect(other.left()).toEqual(['wasm']);
    expect(other.retired()).toEqual(['webgpu retired: logits[0] must be 1, is 2']);
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
