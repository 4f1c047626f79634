/** The folders of `_locales`: languages that the texts are bundled in. */
export const BUNDLED_LANGUAGES = ['en'] as const;

/** All texts of one bundled language. */
export interface Texts {
  /** By key; `$1` to `$9` stand for what is put in. */
  readonly messages: Readonly<Record<string, string>>;
}
