import browser from 'webextension-polyfill';
import type { PortName, RecordAsk } from '../../contracts/messages.ts';
import type { CheckRecord } from '../../contracts/report.ts';
import type { SightingId } from '../../contracts/sighting.ts';
import { readRecordAnswer } from './record-schema.ts';

const PORT: PortName = 'record';
/** A document that does not answer in this time does not know the sighting any more, ms. */
const ANSWER_WITHIN_MS = 2_000;

/** Why a port closed. The browser logs a reason that nobody read as an error. */
const whyClosed = (): string | undefined => browser.runtime.lastError?.message;

/** The record of a sighting in that tab; undefined when no document there knows it. */
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
      whyClosed();
      end(undefined);
    });
    port.postMessage({ sightingId } satisfies RecordAsk);
  });
}
