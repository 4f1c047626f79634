import type { TextKey } from '../../contracts/badge.ts';
import type { Declaration } from '../../contracts/fact.ts';

/** The few words for what was declared, and one sentence on what that means and what it does not. */
export interface DeclarationTexts {
  readonly word: TextKey;
  readonly meaning: TextKey;
}

const TEXTS = {
  'made-with-ai': { word: 'fact_made_with_ai', meaning: 'fact_meaning_made_with_ai' },
  'ai-generated': { word: 'fact_ai_generated', meaning: 'fact_meaning_ai_generated' },
  'ai-edited': { word: 'fact_ai_edited', meaning: 'fact_meaning_ai_edited' },
  altered: { word: 'fact_altered', meaning: 'fact_meaning_altered' },
  'camera-captured': { word: 'fact_camera_captured', meaning: 'fact_meaning_camera_captured' },
  dubbed: { word: 'fact_dubbed', meaning: 'fact_meaning_dubbed' },
  translated: { word: 'fact_translated', meaning: 'fact_meaning_translated' },
  film: { word: 'fact_film', meaning: 'fact_meaning_film' },
  parody: { word: 'fact_parody', meaning: 'fact_meaning_parody' },
  education: { word: 'fact_education', meaning: 'fact_meaning_education' },
  'readers-note': { word: 'fact_readers_note', meaning: 'fact_meaning_readers_note' },
  'fact-check': { word: 'fact_fact_check', meaning: 'fact_meaning_fact_check' },
} satisfies Record<Declaration, DeclarationTexts>;

/** The texts for a declaration, whoever made it. */
export function declarationTexts(declaration: Declaration): DeclarationTexts {
  return TEXTS[declaration];
}
