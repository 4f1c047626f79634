import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { BUNDLED_LANGUAGES, type Texts } from '../contracts/texts.ts';

const fileSchema = v.record(
  v.string(),
  v.object({
    message: v.string(),
    placeholders: v.optional(v.record(v.string(), v.object({ content: v.string() }))),
  }),
);
type Entry = v.InferOutput<typeof fileSchema>[string];

/** `$WHAT$` becomes the `$1` that it stands for; names are not told apart by their case. */
function withPlaces({ message, placeholders = {} }: Entry): string {
  const contents = new Map(Object.entries(placeholders).map(([name, { content }]) => [name.toLowerCase(), content]));
  return message.replace(/\$(\w+)\$/g, (place, name: string) => contents.get(name.toLowerCase()) ?? place);
}

/** The texts of a bundled language, out of the package. Undefined for one that is not bundled. */
export async function readBundledTexts(language: string): Promise<Texts | undefined> {
  if (!(BUNDLED_LANGUAGES as readonly string[]).includes(language)) return undefined;
  const file = await fetch(browser.runtime.getURL(`_locales/${language}/messages.json`));
  const entries = Object.entries(v.parse(fileSchema, await file.json()));
  return { messages: Object.fromEntries(entries.map(([key, entry]) => [key, withPlaces(entry)])) };
}
