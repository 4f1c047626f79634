import type { Declaration } from '../../contracts/fact.ts';

/** Vocabularies that these words come from: a word without its vocabulary could be anybody's. */
const VOCABULARIES = [
  /^https?:\/\/cv\.iptc\.org\/newscodes\/digitalsourcetype\/(\w+)$/,
  /^https?:\/\/c2pa\.org\/digitalsourcetype\/(\w+)$/,
];

/**
 * IPTC's digital source types (cv.iptc.org/newscodes/digitalsourcetype) that we have a word for. Others, such as
 * `algorithmicMedia` (drawn by a program without a trained model) or `composite`, say nothing about either.
 */
const DECLARED: Readonly<Record<string, Declaration>> = {
  trainedAlgorithmicMedia: 'ai-generated',
  compositeWithTrainedAlgorithmicMedia: 'ai-edited',
  compositeSynthetic: 'ai-edited',
  digitalCapture: 'camera-captured',
  computationalCapture: 'camera-captured',
};

/** The last part of a digital source type of a vocabulary that we know. */
export function sourceTypeName(address: string): string | undefined {
  for (const vocabulary of VOCABULARIES) {
    const name = vocabulary.exec(address.trim())?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}

/** What a digital source type declares, if we have a word for it. */
export const declarationOf = (name: string): Declaration | undefined =>
  Object.hasOwn(DECLARED, name) ? DECLARED[name] : undefined;
