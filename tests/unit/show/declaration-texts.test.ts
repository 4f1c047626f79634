import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Declaration } from '../../../src/contracts/fact.ts';
import { declarationTexts } from '../../../src/core/show/declaration-texts.ts';

const messages = JSON.parse(readFileSync('_locales/en/messages.json', 'utf8')) as Record<string, { message: string }>;

const DECLARATIONS = Object.keys({
  'made-with-ai': true,
  'ai-generated': true,
  'ai-edited': true,
  altered: true,
  'camera-captured': true,
  dubbed: true,
  translated: true,
  film: true,
  parody: true,
  education: true,
  'readers-note': true,
  'fact-check': true,
} satisfies Record<Declaration, true>) as readonly Declaration[];

describe('declaration texts', () => {
  it.each(DECLARATIONS)('%s has a word and a meaning of its own', (declaration) => {
    const { word, meaning } = declarationTexts(declaration);
    expect(messages[word]?.message.length).toBeGreaterThan(3);
    expect(messages[meaning]?.message.length).toBeGreaterThan(40);
  });

  it('no two declarations share a text', () => {
    const texts = DECLARATIONS.map(declarationTexts).flatMap(({ word, meaning }) => [word, meaning]);
    expect(new Set(texts).size).toBe(texts.length);
  });
});
