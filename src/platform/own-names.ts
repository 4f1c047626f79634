/** Codes that look like countries and are none. */
const NO_COUNTRIES: readonly string[] = ['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'];
const LETTERS = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));

/** A language's name for itself. */
export function ownLanguageName(language: string): string {
  const tag = language.replace('_', '-');
  return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
}

/** Every country with its name in a language, in the order of that language. */
export function countries(language: string): readonly (readonly [string, string])[] {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => `${first}${second}`));
  const collator = new Intl.Collator(language);
  return codes
    .flatMap((code) => {
      const name = NO_COUNTRIES.includes(code) ? undefined : names.of(code);
      return name === undefined ? [] : [[code, name] as const];
    })
    .sort(([, a], [, b]) => collator.compare(a, b));
}
