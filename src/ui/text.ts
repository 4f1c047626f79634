import type { TextKey } from '../contracts/badge.ts';

/** Looks a text up in the person's language; views get it as an argument, because only the platform may ask the browser. A number chooses among plural forms. */
export type Text = (key: TextKey, substitutions?: readonly (string | number)[]) => string;
