import type { TabReport } from '../../contracts/messages.ts';
import { ask } from '../../platform/messaging/ask.ts';
import { ContextLost } from '../../platform/messaging/ask-failures.ts';
import { onTabPort, type TabPort } from '../../platform/messaging/tab-port.ts';
import { throttled } from '../../platform/page/clock.ts';
import { isExtensionAlive } from '../../platform/page/extension-life.ts';
import { reportOf } from './sighting.ts';
import type { PageSightings } from './page-sightings.ts';

const TELL_EVERY_MS = 250;

/** Keeps the popup and the toolbar told of this document's sightings. Call the returned function after each change. */
export function tellOthers(sightings: PageSightings, host: string, leave: () => void, signal: AbortSignal): () => void {
  const popups = new Set<TabPort>();
  const report = (): TabReport => ({ sightings: sightings.all().map((sighting) => reportOf(sighting, host)) });
  const tellPopups = throttled(TELL_EVERY_MS, () => {
    if (signal.aborted) return;
    for (const popup of popups) popup.post(report());
  });

  let toldWarnings = 0;
  const tellCount = (warnings: number): void => {
    if (warnings === toldWarnings || !isExtensionAlive()) return;
    toldWarnings = warnings;
    ask('content>background/count-warnings', { warnings }).catch((problem: unknown) => {
      if (problem instanceof ContextLost && !isExtensionAlive()) leave();
      // Anything else: the count is told again with the next change.
    });
  };
  const countNow = (): number => sightings.all().filter(({ verdict }) => verdict.state === 'strong-signs').length;
  const tellToolbar = throttled(TELL_EVERY_MS, () => !signal.aborted && tellCount(countNow()));

  onTabPort((popup) => {
    if (signal.aborted) return;
    popups.add(popup);
    popup.onClosed(() => popups.delete(popup));
    popup.onCommand(({ kind }) => (kind === 'check-live' ? sightings.checkLive() : sightings.askForAllInView()));
    popup.post(report());
  });
  addEventListener('pagehide', () => tellCount(0), { signal });
  addEventListener('pageshow', () => tellCount(countNow()), { signal });

  return () => {
    if (popups.size > 0) tellPopups();
    tellToolbar();
  };
}
