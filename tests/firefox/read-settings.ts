import type { Page } from 'puppeteer';
import type { EffectiveSettings } from '../../src/contracts/settings.ts';

/** Asks the background what holds now, from one of the add-on's own pages. */
export function readSettings(page: Page): Promise<EffectiveSettings> {
  return page.evaluate(async () => {
    const ask = { route: 'page>background/read-settings', probe: new ArrayBuffer(8) };
    const answer: { readonly answer: EffectiveSettings } = await chrome.runtime.sendMessage(ask);
    return answer.answer;
  });
}
