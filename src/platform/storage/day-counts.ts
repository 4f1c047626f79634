import * as v from 'valibot';
import browser from 'webextension-polyfill';
import type { DayCounts } from '../../contracts/day-counts.ts';

/**
 * storage.local, one key a document and day. Each document writes only its own, always as a whole: nothing is added up
 * by whoever may be ended in between, nothing is counted twice, and no two writers can overwrite each other.
 */
const PREFIX = 'day-counts:';
const keyOf = (day: string, document: string): string => `${PREFIX}${day}:${document}`;

const count = v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0)));
const countsSchema = v.object({
  'strong-signs': count,
  'some-signs': count,
  unclear: count,
  'no-signs': count,
  'could-not-check': count,
});

/** The person's own calendar day, as a key. */
export const dayOf = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');

/** Stores what one document counted on one day, in the place of what it stored before. In a private window nothing is stored. */
export async function storeDayCounts(day: string, document: string, counts: DayCounts): Promise<void> {
  if (browser.extension.inIncognitoContext) return;
  await browser.storage.local.set({ [keyOf(day, document)]: counts });
}

async function keys(isWanted: (key: string) => boolean): Promise<string[]> {
  // The polyfill's types do not know `getKeys` yet.
  const area = browser.storage.local as unknown as { readonly getKeys: () => Promise<string[]> };
  return (await area.getKeys()).filter((key) => key.startsWith(PREFIX) && isWanted(key));
}

/** What the documents of one day counted. */
export async function readDayCounts(day: string): Promise<readonly DayCounts[]> {
  const stored = await browser.storage.local.get(await keys((key) => key.startsWith(keyOf(day, ''))));
  return Object.values(stored).flatMap((one) => {
    const counts = v.safeParse(countsSchema, one);
    return counts.success ? [counts.output] : [];
  });
}

/** Forgets every other day; every day without an argument. */
export async function forgetDayCounts(except?: string): Promise<void> {
  await browser.storage.local.remove(await keys((key) => except === undefined || !key.startsWith(keyOf(except, ''))));
}

/** Calls `listener` after each change of the counts. */
export function onDayCountsChanged(listener: () => void): void {
  browser.storage.onChanged.addListener((changes, area) => {
    if (area === 'local' && Object.keys(changes).some((key) => key.startsWith(PREFIX))) listener();
  });
}
