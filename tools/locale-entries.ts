/** One text of `_locales/<language>/messages.json`. */
export interface LocaleEntry {
  readonly message: string;
  /** A note to the translator; in English only. */
  readonly description?: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string; readonly example?: string }>>;
}

/** All texts of one language. */
export type Locale = Readonly<Record<string, LocaleEntry>>;

const FORM = /_(zero|one|two|few|many|other)$/;

/** The text that a key is a plural form of: English has it with `_one` and `_other`. Undefined for other keys. */
export function familyOf(english: Locale, key: string): string | undefined {
  const base = key.replace(FORM, '');
  return base !== key && `${base}_one` in english && `${base}_other` in english ? base : undefined;
}

/** The keys that a language must have, in the order of English: its own plural forms in the place of English ones. */
export function keysFor(english: Locale, language: string): readonly string[] {
  const forms = new Intl.PluralRules(language.replace('_', '-')).resolvedOptions().pluralCategories;
  const keys = Object.keys(english).flatMap((key) => {
    const base = familyOf(english, key);
    return base === undefined ? [key] : forms.toSorted().map((form) => `${base}_${form}`);
  });
  return [...new Set(keys)];
}

/** The English text behind a key of any language: a plural form that English lacks has that of many. */
export function englishOf(english: Locale, key: string): LocaleEntry | undefined {
  return english[key] ?? english[`${key.replace(FORM, '')}_other`];
}

/** The `$NAMES$` in a message, each once, in upper case. */
export function namesIn(message: string): readonly string[] {
  return [...new Set([...message.matchAll(/\$(\w+)\$/g)].map((hit) => (hit[1] ?? '').toUpperCase()))].toSorted();
}

/** Forms for none, one or two of something may leave the number out and say it in words. */
const MAY_LEAVE_OUT = /_(zero|one|two)$/;

/** What is wrong with a language, one sentence each. */
export function complaints(english: Locale, language: string, locale: Locale): readonly string[] {
  const keys = keysFor(english, language);
  const missing = keys.filter((key) => !(key in locale)).map((key) => `${key} is missing`);
  const unknown = Object.keys(locale).filter((key) => !keys.includes(key));
  const wrong = keys.flatMap((key) => {
    const entry = locale[key];
    const source = englishOf(english, key);
    if (entry === undefined || source === undefined) return [];
    if (entry.message.trim() === '') return [`${key} is empty`];
    const [asked, given] = [namesIn(source.message), namesIn(entry.message)];
    const isSame = asked.join() === given.join();
    const leavesOut = MAY_LEAVE_OUT.test(key) && given.every((name) => asked.includes(name));
    return isSame || leavesOut ? [] : [`${key} must have the placeholders ${asked.join(', ') || 'none'}`];
  });
  return [...missing, ...unknown.map((key) => `${key} is not asked for`), ...wrong];
}

/** A whole language out of plain messages: keys in the order of English, placeholders as English has them. */
export function withMessages(english: Locale, language: string, messages: Readonly<Record<string, string>>): Locale {
  const entries = keysFor(english, language).flatMap((key): [string, LocaleEntry][] => {
    const message = messages[key];
    if (message === undefined) return [];
    const placeholders = namesIn(message).length > 0 ? englishOf(english, key)?.placeholders : undefined;
    const plain = Object.entries(placeholders ?? {}).map(([name, { content }]) => [name, { content }] as const);
    return [[key, placeholders === undefined ? { message } : { message, placeholders: Object.fromEntries(plain) }]];
  });
  return Object.fromEntries(entries);
}
