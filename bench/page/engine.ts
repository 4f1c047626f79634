// Opened as a page of the extension, which is isolated, and driven by the bench through `benchEngine`.
import type { EngineAnswers, EngineAsk } from './engine-wire.ts';

const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });

/** One ask at a time. Rejects with what the worker says went wrong. */
function benchEngine<Kind extends EngineAsk['kind']>(
  ask: Extract<EngineAsk, { kind: Kind }>,
): Promise<EngineAnswers[Kind]> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ value: EngineAnswers[Kind] } | { problem: string }>) => {
      if ('problem' in data) reject(new Error(data.problem));
      else resolve(data.value);
    };
    worker.onerror = ({ message }) => reject(new Error(`the worker broke: ${message}`));
    worker.postMessage(ask);
  });
}

/** The same for what only travels as text: inputs as base64 of little-endian float32. */
async function benchInputs(
  ask: Extract<EngineAsk, { kind: 'inputs' }>,
): Promise<{ readonly model: string; readonly shape: readonly number[]; readonly base64: string }[]> {
  const seen = await benchEngine<'inputs'>(ask);
  return seen.map(({ model, shape, values }) => {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return { model, shape, base64: btoa(text) };
  });
}

/** What the bench sees in the page. */
export interface BenchGlobals {
  readonly benchEngine: typeof benchEngine;
  readonly benchInputs: typeof benchInputs;
}

Object.assign(globalThis, { benchEngine, benchInputs } satisfies BenchGlobals);
