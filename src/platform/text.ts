import browser from 'webextension-polyfill';
import type { TextKey } from '../contracts/badge.ts';
import type { Texts } from '../contracts/texts.ts';

/** Scripts that are written from the right, of the languages that are bundled. */
const FROM_THE_RIGHT = ['Arab', 'Hebr'];

let chosen: Texts | undefined;

/** Takes over the texts of the language that the person chose; `undefined` is the browser's own. */
export function useTexts(texts: Texts | undefined): void {
  chosen = texts;
}

function filled(message: string, words: readonly string[]): string {
  return message.replace(/\$([1-9])/g, (_place, number: string) => words[Number(number) - 1] ?? '');
}

function lookUp(key: TextKey, words: readonly string[]): string {
  const message = chosen !== undefined && Object.hasOwn(chosen.messages, key) ? chosen.messages[key] : undefined;
  return message === undefined ? browser.i18n.getMessage(key, [...words]) : filled(message, words);
}

/** The language that the texts are really in, which is not the browser's where that is not bundled. */
function language(): string {
  return lookUp('language_code', []) || 'en';
}

/**
 * A text in the person's language. Numbers are written as that language writes them, and the first of them chooses
 * among the forms of a text that has several (`key_one`, `key_other`, … as in `Intl.PluralRules`). A key without a text
 * shows itself, which is ugly and therefore noticed.
 */
export function text(key: TextKey, substitutions: readonly (string | number)[] = []): string {
  const words = substitutions.map((word) => (typeof word === 'number' ? word.toLocaleString(language()) : word));
  const count = substitutions.find((word) => typeof word === 'number');
  if (count === undefined) return lookUp(key, words) || key;
  const form = new Intl.PluralRules(language()).select(count);
  return lookUp(`${key}_${form}`, words) || lookUp(`${key}_other`, words) || lookUp(key, words) || key;
}

/** Writing direction of the language that `text` answers in. */
export function textDirection(): 'ltr' | 'rtl' {
  const { script } = new Intl.Locale(language()).maximize();
  return FROM_THE_RIGHT.includes(script ?? '') ? 'rtl' : 'ltr';
}

/** Sets the language and reading direction of one of our own pages to those of its texts. */
export function inReadingDirection(page: Document): void {
  page.documentElement.lang = language();
  page.documentElement.dir = textDirection();
}
