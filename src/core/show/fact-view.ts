import type { FactChip, FactsView } from '../../contracts/fact-view.ts';
import type { Declaration, Fact, Facts, SignatureState, SignedFact, UnreadSource } from '../../contracts/fact.ts';
import type { TextKey } from '../../contracts/badge.ts';
import type { State } from '../../contracts/verdict.ts';
import { declarationTexts } from './declaration-texts.ts';

/** What is told of a source that could not be read. */
const UNREAD_TEXTS: Readonly<Record<UnreadSource, TextKey>> = {
  'signed-record': 'unread_signed_record',
  file: 'unread_file',
  site: 'unread_site',
  page: 'unread_page',
};
/** Declarations whose words stand by themselves, whoever makes them. */
const WHOLE_TEXTS: Partial<Record<Declaration, TextKey>> = {
  'readers-note': 'says_readers_note',
  'fact-check': 'says_fact_check',
};
const ABOUT_AI: readonly Declaration[] = ['made-with-ai', 'ai-generated', 'ai-edited', 'altered'];
const FOUND_SIGNS: readonly State[] = ['some-signs', 'strong-signs'];

/**
 * How what was declared is shown beside the detectors' state. Nothing here changes that state: a declaration is shown
 * whatever the detectors saw, and a camera's record never silences them.
 */
export function factsView({ known, unread }: Facts, state: State): FactsView {
  const chips = [...known].sort((a, b) => rankOf(a) - rankOf(b)).flatMap(chipsOf);
  const records = known.filter((fact) => fact.source === 'signed-record');
  return {
    chips: distinct(chips),
    notes: notesOn(known, state),
    unread: unread.map((source) => UNREAD_TEXTS[source]),
    records,
  };
}

/** A broken record outranks every other label (C2PA UX 2.0); then what is signed, what the site says, and what anybody may write. */
function rankOf(fact: Fact): number {
  switch (fact.source) {
    case 'signed-record':
      return { broken: 0, trusted: 1, 'issuer-unknown': 3 }[fact.state];
    case 'site':
      return 2;
    case 'page':
      return 4;
    case 'file':
      return 5;
  }
}

function chipsOf(fact: Fact): readonly FactChip[] {
  switch (fact.source) {
    case 'signed-record':
      return signedChips(fact);
    case 'site':
      return fact.declares.map((declaration) => saidChip(fact, 'says_site', declaration, true));
    case 'page':
      return fact.declares.map((declaration) => saidChip(fact, 'says_page', declaration, false));
    case 'file': {
      const frame = fact.about === 'poster' ? 'says_poster_file' : 'says_file';
      return fact.declares.map((declaration) => saidChip(fact, frame, declaration, false));
    }
  }
}

function signedChips({ source, about, state, declares }: SignedFact): readonly FactChip[] {
  const isPoster = about === 'poster';
  if (state === 'broken') {
    return [{ source, frame: isPoster ? 'says_poster_broken' : 'says_broken', isOnBadge: !isPoster, isBroken: true }];
  }
  if (state === 'issuer-unknown') {
    const frame = isPoster ? 'says_poster_unknown' : 'says_unknown';
    return [{ source, frame, isOnBadge: false, isBroken: false }];
  }
  const frame = isPoster ? 'says_poster_signed' : 'says_signed';
  if (declares.length === 0) {
    return [
      { source, frame: isPoster ? 'says_poster_signed_only' : 'says_signed_only', isOnBadge: false, isBroken: false },
    ];
  }
  return declares.map((declaration) => ({
    source,
    frame,
    said: declarationTexts(declaration).word,
    isOnBadge: !isPoster,
    isBroken: false,
  }));
}

function saidChip({ source }: Fact, frame: TextKey, declaration: Declaration, isOnBadge: boolean): FactChip {
  const whole = WHOLE_TEXTS[declaration];
  const words = whole === undefined ? { frame, said: declarationTexts(declaration).word } : { frame: whole };
  return { source, ...words, isOnBadge, isBroken: false };
}

/** Two readers may find the same words. */
function distinct(chips: readonly FactChip[]): readonly FactChip[] {
  return [...new Map(chips.map((chip) => [`${chip.frame} ${chip.said ?? ''}`, chip])).values()];
}

function notesOn(known: readonly Fact[], state: State): readonly TextKey[] {
  const believed = [...new Set(known.filter(isBelieved).flatMap(({ declares }) => declares))];
  const isAnySigned = (signature: SignatureState): boolean =>
    known.some((fact) => fact.source === 'signed-record' && fact.state === signature);
  const hasSigns = FOUND_SIGNS.includes(state);
  const notes: readonly (TextKey | false)[] = [
    isAnySigned('broken') && 'note_broken',
    ...believed.map((declaration) => declarationTexts(declaration).meaning),
    hasSigns && believed.includes('camera-captured') && 'note_camera_and_signs',
    !hasSigns && believed.some((declaration) => ABOUT_AI.includes(declaration)) && 'note_declared_without_signs',
    isAnySigned('issuer-unknown') && 'note_unknown_issuer',
    known.some(({ source }) => source === 'file') && 'note_file',
  ];
  return notes.filter((note) => note !== false);
}

/** Whether a sentence may build on it: nobody vouches for a record of an unknown issuer, or for what a poster says. */
function isBelieved(fact: Fact): boolean {
  if (fact.source === 'signed-record') return fact.state === 'trusted' && fact.about === 'media';
  return fact.source === 'site' || fact.source === 'page';
}
