import * as v from 'valibot';
import type { Settings } from '../../contracts/settings.ts';
import { migrate, SETTINGS_VERSION } from './migrations.ts';
import { settingSchemas } from './settings-schema.ts';

/** A file of settings, as it is saved and read again. */
const PRODUCT = 'second-look';
/** Ten thousand sites fit in it many times over. */
const MOST_LETTERS = 4_000_000;

const fileSchema = v.object({
  product: v.literal(PRODUCT),
  version: v.number(),
  settings: v.record(v.string(), v.unknown()),
});

/** What a file of settings came to. Nothing of one that has a flaw is used. */
export type SettingsFile =
  | { readonly kind: 'settings'; readonly settings: Partial<Settings> }
  /** No file of ours, or of a version that is not known here. */
  | { readonly kind: 'not-settings' }
  /** Each key that is none of ours, and each whose value does not fit. */
  | { readonly kind: 'bad-keys'; readonly keys: readonly string[] };

/** The settings as the text of a file. */
export const settingsAsText = (settings: Settings): string =>
  `${JSON.stringify({ product: PRODUCT, version: SETTINGS_VERSION, settings }, null, 2)}\n`;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads the text of a file, of this version or an older one. */
export function readSettingsFile(text: string): SettingsFile {
  const parsed = v.safeParse(fileSchema, text.length > MOST_LETTERS ? undefined : parseJson(text));
  const settings = parsed.success ? migrate(parsed.output.version, parsed.output.settings) : undefined;
  if (settings === undefined) return { kind: 'not-settings' };
  const isFit = (key: string): key is keyof Settings =>
    Object.hasOwn(settingSchemas, key) && v.is(settingSchemas[key as keyof Settings], settings[key]);
  const keys = Object.keys(settings).filter((key) => !isFit(key));
  return keys.length > 0 ? { kind: 'bad-keys', keys } : { kind: 'settings', settings };
}
