import type { Failure } from '../../contracts/failure.ts';
import type { PixelRoute } from '../../contracts/frame.ts';
import type { FrameAsk } from '../../contracts/messages.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { EngineVersions } from '../../contracts/scan.ts';
import type { FrameFindings } from '../../contracts/score.ts';
import { BUDGET_MS_A_MINUTE, createBudget, SAVING_MS_A_MINUTE } from '../../core/sample/budget.ts';
import { createFactsHost } from '../../platform/facts/facts-host.ts';
import { serveFacts } from '../../platform/facts/serve-facts.ts';
import { lockedHashes } from '../../platform/inference/bundled-weights.ts';
import { createInferenceHost } from '../../platform/inference/inference-host.ts';
import type { Picture } from '../../platform/picture/picture.ts';
import { createReReader } from '../../platform/media/re-read-frame.ts';
import { extensionVersion } from '../../platform/offscreen/extension-version.ts';
import { watchBattery } from '../../platform/offscreen/battery.ts';
import { serveFrames } from '../../platform/offscreen/serve-frames.ts';
import { readPolicyTrustLists, readTrustLists } from '../../platform/storage/trust-lists.ts';

const budget = createBudget();
const isSaving = watchBattery();
const msAMinute = (): number => (isSaving() ? SAVING_MS_A_MINUTE : BUDGET_MS_A_MINUTE);
const host = createInferenceHost(
  (name) => new Worker(new URL('./inference.worker.ts', import.meta.url), { type: 'module', name }),
  (tookMs) => budget.spend(tookMs, performance.now(), msAMinute()),
);
const reReadFrame = createReReader();

serveFrames(async (ask, signal) => {
  const { askId } = ask;
  if (ask.kind === 'versions') return { kind: 'versions', askId, outcome: { ok: true, value: versions() } };
  const route = ask.kind === 'inspect' ? ask.frame.route : 're-read';
  try {
    const outcome = await inspect(ask, signal);
    return { kind: 'findings', askId, outcome, route, restMs: restAfter(route) };
  } catch (error) {
    const failure: Failure = { code: 'bug.invariant-broken', stage: 'score', detail: String(error) };
    return { kind: 'findings', askId, outcome: { ok: false, failure }, route, restMs: 0 };
  }
});

serveFacts(
  createFactsHost(
    () => new Worker(new URL('./facts.worker.ts', import.meta.url), { type: 'module' }),
    async () => [...(await readPolicyTrustLists()), ...(await readTrustLists())],
  ),
);

async function inspect(
  ask: Exclude<FrameAsk<Picture>, { kind: 'versions' }>,
  signal: AbortSignal,
): Promise<Outcome<FrameFindings>> {
  const { scoreGated } = ask;
  if (ask.kind === 'inspect') return host.inspect({ ...ask.frame, scoreGated }, signal);
  const frame = await reReadFrame(ask.mediaAddress, ask.mediaTimeMs);
  return frame.ok ? host.inspect({ ...frame.value, scoreGated }, signal) : frame;
}

/** A file that the person chose is checked whatever it costs. */
const restAfter = (route: PixelRoute): number => (route === 'file' ? 0 : budget.restMs(performance.now(), msAMinute()));

function versions(): EngineVersions {
  return { extension: extensionVersion(), provider: host.provider(), models: lockedHashes() };
}
