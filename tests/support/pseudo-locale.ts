import type { Locale, LocaleEntry } from '../../tools/locale-entries.ts';

const ACCENTED: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ú',
  c: 'ç',
  n: 'ñ',
  A: 'Á',
  E: 'É',
  O: 'Ó',
};
/** German and Finnish are about this much longer than English; short words grow most. */
const growthOf = (length: number): number => (length < 12 ? 0.7 : 0.4);

/** English with accents, two fifths longer and in brackets: what is cut off, or was never looked up, can be seen. */
export function pseudoMessage(message: string): string {
  const parts = message.split(/(\$\w+\$)/);
  const accented = parts.map((part) =>
    part.startsWith('$') ? part : part.replace(/[a-zA-Z]/g, (one) => ACCENTED[one] ?? one),
  );
  const length = parts.filter((part) => !part.startsWith('$')).join('').length;
  return `⟦${accented.join('')}${' ·'.repeat(Math.ceil((length * growthOf(length)) / 2))}⟧`;
}

/** Keys whose text is looked at by the product, not by people. */
const LEFT_ALONE = ['language_code', 'name'];

/** A whole language of such messages. */
export function pseudoLocale(english: Locale): Locale {
  const entries = Object.entries(english).map(([key, entry]): [string, LocaleEntry] => [
    key,
    LEFT_ALONE.includes(key) ? entry : { ...entry, message: pseudoMessage(entry.message) },
  ]);
  return Object.fromEntries(entries);
}
