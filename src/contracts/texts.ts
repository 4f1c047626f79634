/** The folders of `_locales`: languages that the texts are bundled in. */
export const BUNDLED_LANGUAGES = [
  'ar',
  'cs',
  'de',
  'el',
  'en',
  'es',
  'fa',
  'fr',
  'he',
  'id',
  'it',
  'ja',
  'ko',
  'nl',
  'pl',
  'pt_BR',
  'ro',
  'ru',
  'sv',
  'tr',
  'uk',
  'ur',
  'zh_CN',
  'zh_TW',
] as const;

/** All texts of one bundled language. */
export interface Texts {
  /** By key; `$1` to `$9` stand for what is put in. */
  readonly messages: Readonly<Record<string, string>>;
}
