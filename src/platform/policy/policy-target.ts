import browser from 'webextension-polyfill';
import type { ChromiumBrowser, PolicyTarget } from '../../contracts/policy-export.ts';

/** The names by which browsers introduce themselves; each made of Chromium says so beside its own. */
const BRANDS = [
  ['Microsoft Edge', 'edge'],
  ['Brave', 'brave'],
  ['Google Chrome', 'chrome'],
  ['Chromium', 'chromium'],
] as const satisfies readonly (readonly [string, ChromiumBrowser])[];

type Introduced = { readonly userAgentData?: { readonly brands: readonly { readonly brand: string }[] } };

/** For whom this browser's policies are written; undefined in Firefox, which knows no other browser's ids. */
export function policyTarget(): PolicyTarget | undefined {
  const named = (navigator as Introduced).userAgentData?.brands.map(({ brand }) => brand) ?? [];
  const own = BRANDS.find(([brand]) => named.includes(brand))?.[1];
  if (own === undefined) return undefined;
  return { extensionId: browser.runtime.id, browser: own, uuid: () => crypto.randomUUID() };
}
