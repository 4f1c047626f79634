import { describe, expect, it } from 'vitest';
import type { Fact, SignatureState, SignedFact } from '../../../src/contracts/fact.ts';
import type { Declaration } from '../../../src/contracts/fact.ts';
import { factsView } from '../../../src/core/show/fact-view.ts';

const signed = (state: SignatureState, ...declares: Declaration[]): SignedFact => ({
  source: 'signed-record',
  about: 'media',
  state,
  declares,
  codes: [],
  trustList: 'list',
  claim: { actions: [], sourceTypes: [], ingredients: [] },
});
const site: Fact = { source: 'site', site: 'somewhere', declares: ['dubbed'] };
const page: Fact = { source: 'page', declares: ['fact-check'] };
const file: Fact = { source: 'file', about: 'media', declares: ['ai-edited'], field: 'x' };
const view = (...known: Fact[]) => factsView({ known, unread: [] }, 'no-signs');
const frames = (...known: Fact[]) => view(...known).chips.map(({ frame }) => frame);

describe('what was declared, as it is shown', () => {
  it('a broken record first, then what is trusted, what the site says, what nobody vouches for, and what anybody may write', () => {
    const shuffled = [
      file,
      page,
      signed('issuer-unknown'),
      site,
      signed('trusted', 'camera-captured'),
      signed('broken'),
    ];
    expect(frames(...shuffled)).toEqual([
      'says_broken',
      'says_signed',
      'says_site',
      'says_unknown',
      'says_fact_check',
      'says_file',
    ]);
  });

  it.each(['no-signs', 'could-not-check', 'unclear', 'strong-signs'] as const)(
    'a trusted record that speaks of AI stands on the badge when the detectors say %s',
    (state) => {
      const { chips } = factsView({ known: [signed('trusted', 'ai-generated')], unread: [] }, state);
      expect(chips).toEqual([expect.objectContaining({ said: 'fact_ai_generated', isOnBadge: true })]);
    },
  );

  it('a site label stands on the badge; what the page, the file or an unknown issuer says does not', () => {
    const onBadge = view(site, page, file, signed('issuer-unknown', 'ai-generated')).chips.filter(
      (chip) => chip.isOnBadge,
    );
    expect(onBadge.map(({ source }) => source)).toEqual(['site']);
  });

  it('a trusted camera record beside strong signs says how both can be true', () => {
    const known = [signed('trusted', 'camera-captured')];
    expect(factsView({ known, unread: [] }, 'strong-signs').notes).toContain('note_camera_and_signs');
    expect(factsView({ known, unread: [] }, 'no-signs').notes).not.toContain('note_camera_and_signs');
  });

  it('nothing is built on the words of an unknown issuer or of a poster', () => {
    const poster: Fact = { ...signed('trusted', 'camera-captured'), about: 'poster' };
    const { notes } = factsView(
      { known: [signed('issuer-unknown', 'camera-captured'), poster], unread: [] },
      'strong-signs',
    );
    expect(notes).toEqual(['note_unknown_issuer']);
  });

  it('what could not be read is said, and is no chip', () => {
    const { chips, unread } = factsView({ known: [], unread: ['signed-record'] }, 'no-signs');
    expect([chips, unread]).toEqual([[], ['unread_signed_record']]);
  });
});
