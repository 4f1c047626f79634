import * as v from 'valibot';
import browser from 'webextension-polyfill';
import type { PortName, RecordAnswer } from '../../contracts/messages.ts';
import type { CheckRecord } from '../../contracts/report.ts';
import type { SightingId } from '../../contracts/sighting.ts';

const PORT: PortName = 'record';
const askSchema = v.strictObject({ sightingId: v.pipe(v.string(), v.maxLength(100)) });

/** Content script: answers with the record of a sighting of this document; `recordOf` gives undefined for those of others. */
export function onRecordAsked(recordOf: (id: SightingId) => CheckRecord | undefined): void {
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== PORT) return;
    port.onMessage.addListener((message: unknown) => {
      const ask = v.safeParse(askSchema, message);
      const record = ask.success ? recordOf(ask.output.sightingId as SightingId) : undefined;
      if (record !== undefined) port.postMessage({ record } satisfies RecordAnswer);
    });
  });
}
