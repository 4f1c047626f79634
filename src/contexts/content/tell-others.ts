import type { TabCommand, TabReport } from '../../contracts/messages.ts';
import { ask } from '../../platform/messaging/ask.ts';
import { ContextLost } from '../../platform/messaging/ask-failures.ts';
import { onTabPort, type TabPort } from '../../platform/messaging/tab-port.ts';
import { throttled } from '../../platform/page/clock.ts';
import { isExtensionAlive } from '../../platform/page/extension-life.ts';
import { reportOf, type Sighting } from './sighting.ts';
import type { PageSightings } from './page-sightings.ts';

const TELL_EVERY_MS = 250;

/** Does what the person asks of this document from outside of it. Of a tab's documents only one has the video named. */
function obey(command: TabCommand, sightings: PageSightings, openCard: (sighting: Sighting) => void): void {
  switch (command.kind) {
    case 'check-live':
      sightings.checkLive();
      return;
    case 'check-page':
      sightings.askForAllInView();
      return;
    case 'check-media':
      for (const sighting of sightings.all()) {
        if (sighting.video.currentSrc === command.address) sightings.askFor(sighting);
      }
      return;
    case 'check':
    case 'open-card': {
      const sighting = sightings.all().find(({ id }) => id === command.id);
      if (sighting === undefined) return;
      sightings.askFor(sighting);
      if (command.kind === 'open-card') openCard(sighting);
    }
  }
}

export interface TellOthersPorts {
  readonly sightings: PageSightings;
  /** Host name of this document. */
  readonly host: string;
  readonly openCard: (sighting: Sighting) => void;
  readonly leave: () => void;
}

/** Keeps the popup and the toolbar told of this document's sightings. Call the returned function after each change. */
export function tellOthers({ sightings, host, openCard, leave }: TellOthersPorts, signal: AbortSignal): () => void {
  const popups = new Set<TabPort>();
  const report = (): TabReport => {
    const most = sightings.mostInView();
    return {
      sightings: sightings.all().map((sighting) => reportOf(sighting, host)),
      ...(most !== undefined && { mostInView: { id: most.id, areaPx: sightings.visibleAreaPx(most) } }),
    };
  };
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
    popup.onCommand((command) => obey(command, sightings, openCard));
    popup.post(report());
  });
  addEventListener('pagehide', () => tellCount(0), { signal });
  addEventListener('pageshow', () => tellCount(countNow()), { signal });

  return () => {
    if (popups.size > 0) tellPopups();
    tellToolbar();
  };
}
