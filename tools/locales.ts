import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { complaints, englishOf, keysFor, withMessages, type Locale } from './locale-entries.ts';

const USAGE = `npx tsx tools/locales.ts missing <language>            what is still to translate, with the notes
npx tsx tools/locales.ts merge <language> <file.json>  takes over {"key": "message"}`;

const pathOf = (language: string): string => `_locales/${language}/messages.json`;

function read(language: string): Locale {
  return existsSync(pathOf(language)) ? (JSON.parse(readFileSync(pathOf(language), 'utf8')) as Locale) : {};
}

/** Each text that a language lacks: the English, and the note to the translator. */
function missing(language: string): void {
  const [english, locale] = [read('en'), read(language)];
  const keys = keysFor(english, language).filter((key) => !(key in locale));
  const asked = keys.map((key) => {
    const { message, description } = englishOf(english, key) ?? { message: '' };
    return [key, { message, note: description }];
  });
  console.log(JSON.stringify(Object.fromEntries(asked), null, 1));
}

function merge(language: string, file: string): void {
  const [english, before] = [read('en'), read(language)];
  const news = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
  const old = Object.fromEntries(Object.entries(before).map(([key, { message }]) => [key, message]));
  const locale = withMessages(english, language, { ...old, ...news });
  mkdirSync(`_locales/${language}`, { recursive: true });
  writeFileSync(pathOf(language), `${JSON.stringify(locale, null, 2)}\n`);
  const left = complaints(english, language, locale);
  console.log(left.length === 0 ? `${language} is complete` : left.join('\n'));
  process.exitCode = left.length === 0 ? 0 : 1;
}

const [command, language, file] = process.argv.slice(2);
if (command === 'missing' && language !== undefined) missing(language);
else if (command === 'merge' && language !== undefined && file !== undefined) merge(language, file);
else {
  console.error(USAGE);
  process.exitCode = 2;
}
