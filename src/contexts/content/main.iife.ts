import type { EffectiveSettings } from '../../contracts/settings.ts';
import { judge, raisesDoubt, VIDEO_MIN_FRAMES_SCORED } from '../../core/judge/judge.ts';
import { effectiveSettings } from '../../core/settings/effective-settings.ts';
import { fusion } from '../../detectors/registry.ts';
import { logFailure } from '../../platform/log/log-failure.ts';
import { ask } from '../../platform/messaging/ask.ts';
import { connectFrames, type FramesClient } from '../../platform/offscreen/connect-frames.ts';
import { watchExtensionLife } from '../../platform/page/extension-life.ts';
import { ownHosts } from '../../platform/page/own-site.ts';
import { watchSettings } from '../../platform/storage/watch-settings.ts';
import { useLanguage } from '../../platform/use-language.ts';
import { adapterFor } from '../../sites/registry.ts';
import { Badges } from './badges.ts';
import { CardDesk } from './card-desk.ts';
import { watchCuts } from './cut-watch.ts';
import { FactChecks, type FactReader } from './fact-checks.ts';
import { FrameChecks } from './frame-checks.ts';
import { KeptChecks } from './kept-checks.ts';
import { MediaFacts } from './media-facts.ts';
import { PageSightings } from './page-sightings.ts';
import { startAnew, type Sighting } from './sighting.ts';
import { SiteFacts } from './site-facts.ts';
import { tellOthers } from './tell-others.ts';

/** A rest that is worth mentioning. */
const LONG_REST_MS = 3_000;

/** What files and what the site declare. */
function factReaders(adapterId: string): readonly FactReader[] {
  const site = new SiteFacts(adapterId);
  const ofSite: FactReader['of'] = ({ video, media }) =>
    site.of(video, media.anchor instanceof Element ? media.anchor : video);
  return [new MediaFacts(wake), { of: ofSite }];
}

const POLICY = { fusion, minFramesScored: VIDEO_MIN_FRAMES_SCORED };
const wake = (): Promise<unknown> => ask('page>background/wake-offscreen');

/** The port for frames, for as long as the extension is there. */
function connectUntil(signal: AbortSignal, leave: () => void): FramesClient {
  const frames = connectFrames(wake);
  frames.onLost(leave);
  signal.addEventListener('abort', frames.close);
  return frames;
}

interface LookPorts {
  readonly sightings: PageSightings;
  readonly frames: FramesClient;
  readonly kept: KeptChecks;
  readonly adapterId: string;
  readonly leave: () => void;
}

/** What is done each time the videos in view were looked over. */
function looksAfter({ sightings, frames, kept, adapterId, leave }: LookPorts): () => void {
  const checks = new FrameChecks({
    sightings,
    inspector: frames,
    kept,
    judge: (found) => judge(found, POLICY),
    raisesDoubt: (found) => raisesDoubt(found, fusion),
    leave,
  });
  const factChecks = new FactChecks(sightings, factReaders(adapterId));
  return () => {
    factChecks.run();
    void watchCuts(sightings.inView());
    void checks.run();
  };
}

/** Finds, samples and shows in this document for as long as the extension is there. */
function lookAtPage(life: AbortController): (settings: EffectiveSettings) => void {
  const { signal } = life;
  const leave = (): void => life.abort();
  const hosts = ownHosts();
  const host = hosts[0] ?? '';
  const adapter = adapterFor(host, document);
  const listeners = { changed: (_sighting: Sighting): void => undefined, lookedOver: (): void => undefined };

  const frames = connectUntil(signal, leave);
  const kept = new KeptChecks();
  const checkAgain = (sighting: Sighting): void => {
    kept.forget(sighting);
    startAnew(sighting);
    sightings.askFor(sighting);
  };
  const desk = new CardDesk({ host, frames, checkAgain });
  const badges = new Badges(desk);

  const sightings = new PageSightings(
    {
      adapter,
      hosts,
      onChange: (sighting) => {
        badges.show(sighting);
        listeners.changed(sighting);
      },
      onEnd: (sighting) => {
        kept.keep(sighting);
        badges.drop(sighting);
        listeners.changed(sighting);
      },
      onLookedOver: () => listeners.lookedOver(),
      isOverBudget: () => frames.restMs() > LONG_REST_MS,
    },
    signal,
  );
  watchExtensionLife(leave, signal);
  listeners.changed = tellOthers({ sightings, host, openCard: (sighting) => badges.openCard(sighting), leave }, signal);

  listeners.lookedOver = looksAfter({ sightings, frames, kept, adapterId: adapter.id, leave });

  return (settings) => {
    if (signal.aborted) return;
    badges.use(settings);
    sightings.use(settings.values);
  };
}

async function main(): Promise<void> {
  const use = lookAtPage(new AbortController());
  await watchSettings(async (chosen, policy) => {
    const settings = effectiveSettings(chosen, policy);
    await useLanguage(settings.values.language);
    use(settings);
  });
}

main().catch((problem: unknown) => {
  const detail = problem instanceof Error ? problem.message : 'unknown';
  logFailure({ code: 'bug.invariant-broken', stage: 'find', detail });
});
