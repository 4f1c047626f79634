import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { sumOfWarnings, warningsSchema, withCount } from './warnings-by-frame.ts';
import type { Warnings, WarningSource } from './warnings-by-frame.ts';

/** storage.session, one key a tab: it lives as long as the browser runs, not as long as the service worker. */
const warningsKey = (tabId: number): string => `warnings:${String(tabId)}`;

let tail: Promise<unknown> = Promise.resolve();

function inTurn<Value>(step: () => Promise<Value>): Promise<Value> {
  const turn = tail.then(step);
  tail = turn.catch(() => undefined);
  return turn;
}

async function readWarnings(tabId: number): Promise<Warnings> {
  const key = warningsKey(tabId);
  const stored = v.safeParse(warningsSchema, (await browser.storage.session.get(key))[key]);
  return stored.success ? stored.output : {};
}

/** Stores one document's count and answers with the sum over the tab. */
export function countWarnings(source: WarningSource, warnings: number): Promise<number> {
  return inTurn(async () => {
    const after = withCount(await readWarnings(source.tabId), source, warnings);
    await browser.storage.session.set({ [warningsKey(source.tabId)]: after });
    return sumOfWarnings(after);
  });
}

/** Forgets the documents of a tab that are gone; answers with the sum over the others, `undefined` when none was noted. */
export function keepWarningsOf(
  tabId: number,
  isThere: (documentId: string) => Promise<boolean>,
): Promise<number | undefined> {
  return inTurn(async () => {
    const noted = Object.entries(await readWarnings(tabId));
    if (noted.length === 0) return undefined;
    const there = await Promise.all(noted.map(([, { documentId }]) => isThere(documentId)));
    const after = Object.fromEntries(noted.filter((_one, index) => there[index] === true));
    if (there.includes(true)) await browser.storage.session.set({ [warningsKey(tabId)]: after });
    else await browser.storage.session.remove(warningsKey(tabId));
    return sumOfWarnings(after);
  });
}

/** Forgets a tab that was closed. */
export function forgetWarnings(tabId: number): Promise<void> {
  return inTurn(() => browser.storage.session.remove(warningsKey(tabId)));
}
