import * as v from 'valibot';
import browser from 'webextension-polyfill';
import type { PortName, RecordAnswer } from '../../contracts/messages.ts';
import type { CheckRecord } from '../../contracts/report.ts';
import type { SightingId } from '../../contracts/sighting.ts';
import { readRecordAnswer } from './record-schema.ts';

const PORT: PortName = 'record';
/** A document that does not answer in this time does not know the sighting any more, ms. */
const ANSWER_WITHIN_MS = 2_000;

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

/** Report: the record of a sighting in that tab; undefined when no document there knows it. */
export function askRecord(tabId: number, sightingId: SightingId): Promise<CheckRecord | undefined> {
  return new Promise((resolve) => {
    const port = browser.tabs.connect(tabId, { name: PORT });
    const end = (record: CheckRecord | undefined): void => {
      clearTimeout(timer);
      port.disconnect();
      resolve(record);
    };
    const timer = setTimeout(end, ANSWER_WITHIN_MS, undefined);
    port.onMessage.addListener((message: unknown) => {
      end(readRecordAnswer(message));
    });
    port.onDisconnect.addListener(() => {
      // The browser logs a reason that nobody read as an error.
      void browser.runtime.lastError;
      end(undefined);
    });
    port.postMessage({ sightingId });
  });
}
