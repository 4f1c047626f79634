import { describe, expect, it } from 'vitest';
import { BUNDLED_LANGUAGES } from '../../src/contracts/texts.ts';
import { complaints, familyOf, keysFor, withMessages, type Locale } from '../../tools/locale-entries.ts';
import { foldersIn, readJson } from './repository.ts';

const localeOf = (language: string): Locale => readJson(`_locales/${language}/messages.json`) as Locale;
const english = localeOf('en');
const languages = foldersIn('_locales');
/** Longest summary that the stores take. */
const SUMMARY_LENGTH = 132;

describe('languages', () => {
  it('those that can be chosen are those that are bundled', () => {
    expect([...BUNDLED_LANGUAGES].toSorted()).toEqual(languages.toSorted());
  });

  it.each(languages)('%s lacks no text, no plural form and no placeholder, and has none too many', (language) => {
    expect(complaints(english, language, localeOf(language))).toEqual([]);
  });

  it.each(languages)('%s says which language it is, keeps the name and fits the stores', (language) => {
    const { language_code: code, name, description } = localeOf(language);
    expect(code?.message).toBe(language.replace('_', '-'));
    expect(name?.message).toBe(english['name']?.message);
    expect(description?.message.length).toBeLessThanOrEqual(SUMMARY_LENGTH);
  });

  it.each(languages.filter((language) => language !== 'en'))('%s is a translation', (language) => {
    const locale = localeOf(language);
    const same = Object.keys(english).filter((key) => locale[key]?.message === english[key]?.message);
    expect(same.length / Object.keys(english).length).toBeLessThan(0.1);
  });
});

describe('complaints about a language', () => {
  const texts: Locale = {
    hello: { message: 'Hello $WHO$', placeholders: { who: { content: '$1' } } },
    videos_one: { message: '$N$ video', placeholders: { n: { content: '$1' } } },
    videos_other: { message: '$N$ videos', placeholders: { n: { content: '$1' } } },
    help_other: { message: 'Other help' },
  };

  it('a key is a plural form only where English has the form for one', () => {
    expect(familyOf(texts, 'videos_other')).toBe('videos');
    expect(familyOf(texts, 'help_other')).toBeUndefined();
  });

  it('a language has the plural forms of its own grammar', () => {
    expect(keysFor(texts, 'ja')).toEqual(['hello', 'videos_other', 'help_other']);
    expect(keysFor(texts, 'pl')).toEqual([
      'hello',
      'videos_few',
      'videos_many',
      'videos_one',
      'videos_other',
      'help_other',
    ]);
  });

  it('names what is missing, unknown, empty or without its placeholder', () => {
    const locale = {
      hello: { message: 'Hallo' },
      help_other: { message: ' ' },
      colour: { message: 'rot' },
      videos_one: { message: 'Ein Video' },
    };
    expect(complaints(texts, 'de', locale)).toEqual([
      'videos_other is missing',
      'colour is not asked for',
      'hello must have the placeholders WHO',
      'help_other is empty',
    ]);
  });

  it('plain messages become a language with the placeholders of English', () => {
    const messages = { hello: 'Hallo $WHO$', videos_other: '$N$ 本', help_other: 'その他', colour: 'red' };
    const locale = withMessages(texts, 'ja', messages);
    expect(complaints(texts, 'ja', locale)).toEqual([]);
    expect(locale['hello']?.placeholders).toEqual({ who: { content: '$1' } });
  });
});
