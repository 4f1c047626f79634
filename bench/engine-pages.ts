import type { BenchBrowser } from './bench-extension.ts';
import type { BenchGlobals } from './page/engine.ts';
import type { EngineAnswers, EngineAsk, FrameSpec } from './page/engine-wire.ts';

declare const benchEngine: BenchGlobals['benchEngine'];
declare const benchInputs: BenchGlobals['benchInputs'];

/** An input that a model was shown, as it crosses to Node. */
export interface InputText {
  readonly model: string;
  readonly shape: readonly number[];
  readonly base64: string;
}

/** onnxruntime-web in a page of the extension, in a worker of its own, on a fixed number of threads. */
export interface EngineAt {
  readonly threads: number;
  readonly ask: <Kind extends EngineAsk['kind']>(
    ask: Extract<EngineAsk, { kind: Kind }>,
  ) => Promise<EngineAnswers[Kind]>;
  readonly inputs: (frame: FrameSpec) => Promise<readonly InputText[]>;
}

type Opener = Pick<BenchBrowser, 'open'>;

/** A frame with one face of a usual size. */
export const ONE_FACE: FrameSpec = { widthPx: 1280, heightPx: 720, faces: 1 };

/** Opens a page with its worker, WebAssembly on so many threads. */
export async function openEngine(bench: Opener, threads: number): Promise<EngineAt> {
  const engine = await openPage(bench);
  await engine.ask<'start'>({ kind: 'start', threads });
  return { ...engine, threads };
}

/** It is brought to the front for each ask: hidden pages are slowed down. */
export async function openPage(bench: Opener): Promise<Omit<EngineAt, 'threads'>> {
  const page = await bench.open('engine');
  await page.waitForFunction(() => 'benchEngine' in globalThis);
  const ask: EngineAt['ask'] = async (question) => {
    await page.bringToFront();
    return (await page.evaluate((asked) => benchEngine(asked), question)) as never;
  };
  return {
    ask,
    inputs: (frame) => page.evaluate((asked) => benchInputs({ kind: 'inputs', frame: asked }), frame),
  };
}

/** Throws unless every face that was put into the frame was found and scored: else the times are of something else. */
export function assertAllScored(frame: FrameSpec, { facesFound, facesScored }: EngineAnswers['check']): void {
  if (facesFound !== frame.faces || facesScored !== frame.faces) {
    throw new Error(`${frame.faces} faces were in the frame, ${facesFound} were found, ${facesScored} scored`);
  }
}
