import type { CheckRecord } from '../../contracts/report.ts';
import { reportedFrame } from '../../core/report/reported-frame.ts';
import { onRecordAsked } from '../../platform/messaging/tell-record.ts';
import type { PageSightings } from './page-sightings.ts';
import { reportOf, type Sighting } from './sighting.ts';

/** Answers a report that asks about one of this document's sightings. */
export function tellRecord(sightings: PageSightings, signal: AbortSignal): void {
  onRecordAsked((id) => {
    const sighting = signal.aborted ? undefined : sightings.all().find((one) => one.id === id);
    return sighting && recordOf(sighting);
  });
}

function recordOf(sighting: Sighting): CheckRecord {
  const { widthPx, heightPx, durationMs, verdict, facts, route } = reportOf(sighting, location.hostname);
  return {
    subject: {
      kind: 'page',
      // The tab's own address is for the report to find out: a frame does not know it.
      pageAddress: '',
      documentAddress: location.href,
      mediaAddress: sighting.video.currentSrc,
      ...(route !== undefined && { route }),
    },
    widthPx,
    heightPx,
    durationMs,
    verdict,
    facts,
    framesLookedAt: sighting.framesLookedAt,
    frames: sighting.findings.map(reportedFrame),
  };
}
