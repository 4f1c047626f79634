import browser from 'webextension-polyfill';
import type { TextKey } from '../contracts/badge.ts';

/** A text in the person's language; a key without a text shows itself, which is ugly and therefore noticed. */
export function text(key: TextKey, substitutions: readonly string[] = []): string {
  return browser.i18n.getMessage(key, [...substitutions]) || key;
}

/** Sets the language and reading direction of one of our own pages to those of its texts. */
export function inReadingDirection(page: Document): void {
  page.documentElement.lang = browser.i18n.getMessage('@@ui_locale').replace('_', '-');
  page.documentElement.dir = browser.i18n.getMessage('@@bidi_dir') || 'ltr';
}
