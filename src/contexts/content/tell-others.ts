import type { TabCommand, TabReport } from '../../contracts/messages.ts';
import { ask } from '../../platform/messaging/ask.ts';
import { ContextLost } from '../../platform/messaging/ask-failures.ts';
import { onTabPort, type TabPort } from '../../platform/messaging/tab-port.ts';
import { throttled } from '../../platform/page/clock.ts';
import { isExtensionAlive } from '../../platform/page/extension-life.ts';
import { pointAt } from '../../platform/page/point-at.ts';
import { countDay } from './count-day.ts';
import type { PageSightings } from './page-sightings.ts';
import { reportOf, type Sighting } from './sighting.ts';
import { tellRecord } from './tell-record.ts';
import { thumbnailFor } from './thumbnails.ts';

const TELL_EVERY_MS = 250;

/** Does what is asked for from outside of the page. Of the documents of a tab only one has the video that is named. */
function obey(command: TabCommand, { sightings, openCard }: Doing, popup: TabPort): void {
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
    case 'open-card':
    case 'picture':
    case 'show': {
      const sighting = sightings.all().find(({ id }) => id === command.id);
      if (sighting !== undefined) obeyOn(sighting, command, { sightings, openCard }, popup);
    }
  }
}

type Naming = Extract<TabCommand, { readonly id: unknown }>;
type Doing = Pick<TellOthersPorts, 'sightings' | 'openCard'>;

function obeyOn(sighting: Sighting, { kind, id }: Naming, { sightings, openCard }: Doing, popup: TabPort): void {
  switch (kind) {
    case 'check':
      sightings.askFor(sighting);
      return;
    case 'open-card':
      sightings.askFor(sighting);
      openCard(sighting);
      return;
    case 'picture':
      void thumbnailFor(sighting).then((pixels) => popup.postThumbnail({ id, pixels }));
      return;
    case 'show':
      pointAt(sighting.video);
  }
}

export interface TellOthersPorts {
  readonly sightings: PageSightings;
  /** Host name of this document. */
  readonly host: string;
  readonly openCard: (sighting: Sighting) => void;
  readonly leave: () => void;
}

/** Keeps the popup, the toolbar and the day's counts told of this document's sightings, and answers reports. Call the returned function after each change. */
export function tellOthers(
  { sightings, host, openCard, leave }: TellOthersPorts,
  signal: AbortSignal,
): (sighting: Sighting) => void {
  tellRecord(sightings, signal);
  const count = countDay();
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
    popup.onCommand((command) => obey(command, { sightings, openCard }, popup));
    popup.post(report());
  });
  addEventListener('pagehide', () => tellCount(0), { signal });
  addEventListener('pageshow', () => tellCount(countNow()), { signal });

  return (sighting) => {
    count(sighting);
    if (popups.size > 0) tellPopups();
    tellToolbar();
  };
}
