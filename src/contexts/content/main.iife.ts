import type { Settings } from '../../contracts/settings.ts';
import { judge, VIDEO_MIN_FRAMES_SCORED } from '../../core/judge/judge.ts';
import { effectiveSettings } from '../../core/settings/effective-settings.ts';
import { fusion } from '../../detectors/registry.ts';
import { logFailure } from '../../platform/log/log-failure.ts';
import { ask } from '../../platform/messaging/ask.ts';
import { connectFrames } from '../../platform/offscreen/connect-frames.ts';
import { watchExtensionLife } from '../../platform/page/extension-life.ts';
import { ownHosts } from '../../platform/page/own-site.ts';
import { onSettingsChanged, readChosenSettings } from '../../platform/storage/chosen-settings.ts';
import { adapterFor } from '../../sites/registry.ts';
import { Badges } from './badges.ts';
import { FactChecks } from './fact-checks.ts';
import { FrameChecks } from './frame-checks.ts';
import { MediaFacts } from './media-facts.ts';
import { PageSightings } from './page-sightings.ts';
import { tellOthers } from './tell-others.ts';

/** Finds, samples and shows in this document for as long as the extension is there. */
function lookAtPage(life: AbortController): (settings: Settings) => void {
  const { signal } = life;
  const leave = (): void => life.abort();
  const hosts = ownHosts();
  const host = hosts[0] ?? '';
  const badges = new Badges();
  const listeners = { changed: (): void => undefined, lookedOver: (): void => undefined };

  const sightings = new PageSightings(
    {
      adapter: adapterFor(host, document),
      hosts,
      onChange: (sighting) => {
        badges.show(sighting);
        listeners.changed();
      },
      onEnd: (sighting) => {
        badges.drop(sighting);
        listeners.changed();
      },
      onLookedOver: () => listeners.lookedOver(),
    },
    signal,
  );
  watchExtensionLife(leave, signal);
  listeners.changed = tellOthers(sightings, host, leave, signal);

  const wake = (): Promise<unknown> => ask('page>background/wake-offscreen');
  const frames = connectFrames(wake);
  frames.onLost(leave);
  signal.addEventListener('abort', frames.close);
  const policy = { fusion, minFramesScored: VIDEO_MIN_FRAMES_SCORED };
  const checks = new FrameChecks({ sightings, inspector: frames, judge: (found) => judge(found, policy), leave });
  const factChecks = new FactChecks(sightings, [new MediaFacts(wake)]);
  listeners.lookedOver = () => {
    factChecks.run();
    void checks.run();
  };

  return ({ sensitivity, ...others }) => {
    if (signal.aborted) return;
    badges.use(sensitivity);
    sightings.use({ sensitivity, ...others });
  };
}

async function main(): Promise<void> {
  const use = lookAtPage(new AbortController());
  onSettingsChanged((chosen) => use(effectiveSettings(chosen)));
  const chosen = await readChosenSettings();
  if (!chosen.ok) logFailure(chosen.failure);
  use(effectiveSettings(chosen.ok ? chosen.value : {}));
}

main().catch((problem: unknown) => {
  const detail = problem instanceof Error ? problem.message : 'unknown';
  logFailure({ code: 'bug.invariant-broken', stage: 'find', detail });
});
