import * as v from 'valibot';
import type { FactSubject, FileFact } from '../../contracts/fact.ts';
import { declarationOf, sourceTypeName } from './source-type.ts';

/** One field of a file and its text, as a tag library named it. */
export interface FileTag {
  readonly field: string;
  readonly text: string;
}

/**
 * The label that China's GB 45438-2025 has generators write into a file, under the key `AIGC`. `Label` 1: generated;
 * 2: possibly; 3: suspected. Only the first is a declaration.
 */
const aigcSchema = v.object({ Label: v.picklist(['1', 1]) });
const AIGC_FIELDS = ['AIGC', 'TC260:AIGC'];
const SOURCE_TYPE_FIELDS = ['DigitalSourceType', 'digitalSourceType', 'DigitalSourcefileType'];

/** The first tag of a file that declares something we have a word for. Words in titles and comments declare nothing. */
export function declaredByTags(tags: readonly FileTag[], about: FactSubject): FileFact | undefined {
  for (const { field, text } of tags) {
    const name = SOURCE_TYPE_FIELDS.includes(field) ? sourceTypeName(text) : undefined;
    const declared = name === undefined ? undefined : declarationOf(name);
    if (declared !== undefined) return { source: 'file', about, declares: [declared], field: `Iptc4xmpExt:${field}` };
    if (AIGC_FIELDS.includes(field) && isGenerated(text)) {
      return { source: 'file', about, declares: ['ai-generated'], field: 'AIGC' };
    }
  }
  return undefined;
}

function isGenerated(text: string): boolean {
  try {
    return v.is(aigcSchema, JSON.parse(text));
  } catch {
    return false;
  }
}
