// The engine as the inference worker runs it, timed. The pages of the extension start one of these for each thread count.
import probes from '../../models/probes.json' with { type: 'json' };
import type { Pixels } from '../../src/contracts/frame.ts';
import { bundledWeights } from '../../src/platform/inference/bundled-weights.ts';
import { createModelSessions, type ModelSessions } from '../../src/platform/inference/model-sessions.ts';
import { chooseProvider, type ChosenProvider, type ProviderWish } from '../../src/platform/inference/provider.ts';
import { composeFrame } from './compose-frame.ts';
import type { CheckTimes, EngineAnswers, EngineAsk, FrameSpec, SeenInput } from './engine-wire.ts';
import { timeCheck } from './time-check.ts';
import { timeModel } from './time-model.ts';

type Way = Pick<ChosenProvider, 'provider' | 'isHalf' | 'threads'>;

let way: Way = { provider: 'wasm', isHalf: false, threads: 1 };
let sessions: ModelSessions | undefined;
const frames = new Map<string, Promise<Pixels>>();

function frameOf(spec: FrameSpec): Promise<Pixels> {
  const key = JSON.stringify(spec);
  const frame = frames.get(key) ?? composeFrame(spec);
  frames.set(key, frame);
  return frame;
}

function shipped(): ModelSessions {
  sessions ??= createModelSessions(bundledWeights, way, probes);
  return sessions;
}

async function check(spec: FrameSpec, runs: number): Promise<EngineAnswers['check']> {
  const pixels = await frameOf(spec);
  const first = await timeCheck(pixels, shipped().run);
  const times: CheckTimes[] = [];
  for (let done = 0; done < runs; done += 1) times.push((await timeCheck(pixels, shipped().run)).times);
  const { faces } = first.findings;
  const facesScored = faces.filter(({ scores }) => scores.length > 0).length;
  const logits = faces.flatMap(({ scores }) => scores.map(({ logit }) => logit));
  return { times, firstMs: first.times.wholeMs, facesFound: faces.length, facesScored, logits };
}

async function inputs(spec: FrameSpec): Promise<readonly SeenInput[]> {
  const seen: SeenInput[] = [];
  await timeCheck(await frameOf(spec), shipped().run, (model, { shape, values }) => {
    seen.push({ model, shape, values: values.slice() });
  });
  return seen;
}

async function choose(wish: ProviderWish): Promise<EngineAnswers['choose']> {
  const chosen = await chooseProvider([wish]);
  way = chosen;
  return { description: chosen.description };
}

function answer(ask: EngineAsk): EngineAnswers[EngineAsk['kind']] | Promise<EngineAnswers[EngineAsk['kind']]> {
  switch (ask.kind) {
    case 'start':
      if (ask.threads > 1 && !crossOriginIsolated) throw new Error('this page is not isolated: it has one thread only');
      way = { ...way, threads: ask.threads };
      return { threads: ask.threads };
    case 'choose':
      return choose(ask.wish);
    case 'check':
      return check(ask.frame, ask.runs);
    case 'inputs':
      return inputs(ask.frame);
    case 'model':
      return timeModel(ask, way.threads);
  }
}

addEventListener('message', ({ data }: MessageEvent<EngineAsk>) => {
  Promise.resolve()
    .then(() => answer(data))
    .then(
      (value) => postMessage({ value }),
      (error: unknown) => postMessage({ problem: String(error) }),
    );
});
