import type { Failure } from '../../contracts/failure.ts';
import type { FrameAnswer, FrameAsk } from '../../contracts/messages.ts';
import type { EngineVersions } from '../../contracts/scan.ts';
import { createFactsHost } from '../../platform/facts/facts-host.ts';
import { serveFacts } from '../../platform/facts/serve-facts.ts';
import { lockedHashes } from '../../platform/inference/bundled-weights.ts';
import { createInferenceHost } from '../../platform/inference/inference-host.ts';
import { providerName, threadCount } from '../../platform/inference/thread-count.ts';
import { createReReader } from '../../platform/media/re-read-frame.ts';
import { extensionVersion } from '../../platform/offscreen/extension-version.ts';
import { serveFrames } from '../../platform/offscreen/serve-frames.ts';
import { readTrustLists } from '../../platform/storage/trust-lists.ts';

const host = createInferenceHost(
  () => new Worker(new URL('./inference.worker.ts', import.meta.url), { type: 'module' }),
);
const reReadFrame = createReReader();

serveFrames(async (ask, signal) => {
  try {
    return await answer(ask, signal);
  } catch (error) {
    const failure: Failure = { code: 'bug.invariant-broken', stage: 'score', detail: String(error) };
    return { kind: 'findings', askId: ask.askId, outcome: { ok: false, failure }, route: 'element' };
  }
});

serveFacts(
  createFactsHost(() => new Worker(new URL('./facts.worker.ts', import.meta.url), { type: 'module' }), readTrustLists),
);

async function answer(ask: FrameAsk<ImageBitmap>, signal: AbortSignal): Promise<FrameAnswer> {
  const { askId } = ask;
  if (ask.kind === 'versions') return { kind: 'versions', askId, outcome: { ok: true, value: versions() } };
  const { scoreGated } = ask;
  if (ask.kind === 'inspect') {
    const { picture, mediaTimeMs, route } = ask.frame;
    return {
      kind: 'findings',
      askId,
      outcome: await host.inspect({ picture, mediaTimeMs, scoreGated }, signal),
      route,
    };
  }
  const frame = await reReadFrame(ask.mediaAddress, ask.mediaTimeMs);
  const outcome = frame.ok ? await host.inspect({ ...frame.value, scoreGated }, signal) : frame;
  return { kind: 'findings', askId, outcome, route: 're-read' };
}

function versions(): EngineVersions {
  return { extension: extensionVersion(), provider: providerName(threadCount()), models: lockedHashes() };
}
