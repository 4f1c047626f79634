import { describe, expect, it } from 'vitest';
import type { SignedClaim } from '../../../src/contracts/fact.ts';
import { readRecord } from '../../../src/facts/media-file/read-record.ts';

const IPTC = 'http://cv.iptc.org/newscodes/digitalsourcetype/';

interface Step {
  readonly action: string;
  readonly digitalSourceType?: string;
}
const created = (sourceType: string): Step => ({ action: 'c2pa.created', digitalSourceType: IPTC + sourceType });

/** A chain of claims, the last made first; each is trusted by itself unless its label says otherwise. */
function store(state: string, ...chain: (readonly Step[])[]): unknown {
  const label = (level: number): string => `urn:c2pa:${String(level)}`;
  const check = (success: readonly unknown[]): unknown => ({ success, informational: [], failure: [] });
  const manifests = chain.map((actions, level) => [
    label(level),
    {
      title: `file ${String(level)}`,
      signature_info: { issuer: 'Somebody' },
      assertions: [{ label: 'c2pa.actions.v2', data: { actions } }],
      ingredients:
        level + 1 < chain.length
          ? [{ relationship: 'parentOf', active_manifest: label(level + 1), title: 'parent' }]
          : [],
    },
  ]);
  const trusted = chain.map((_actions, level) => ({
    code: 'signingCredential.trusted',
    url: `/c2pa/${label(level)}/x`,
  }));
  return {
    active_manifest: label(0),
    manifests: Object.fromEntries(manifests) as unknown,
    validation_state: state,
    validation_results: {
      activeManifest: check(trusted.slice(0, 1)),
      ingredientDeltas: trusted.slice(1).map((status) => ({ validationDeltas: check([status]) })),
    },
  };
}
const declares = (json: unknown) => readRecord(json, 'media', 'list')?.declares;

describe('what a record declares', () => {
  it.each([
    [[created('trainedAlgorithmicMedia')], ['ai-generated']],
    [[created('digitalCapture')], ['camera-captured']],
    [[created('algorithmicMedia')], []],
    [[{ action: 'c2pa.placed', digitalSourceType: `${IPTC}compositeWithTrainedAlgorithmicMedia` }], ['ai-edited']],
    [[{ action: 'c2pa.dubbed', digitalSourceType: `${IPTC}compositeWithTrainedAlgorithmicMedia` }], ['dubbed']],
    [[{ action: 'c2pa.translated' }], ['translated']],
    [[{ action: 'my.trainedAlgorithmicMedia' }], []],
  ])('%j: %j', (actions, wanted) => {
    expect(declares(store('Trusted', actions))).toEqual(wanted);
  });

  it('what a file was made from counts: cropped, it is still generated', () => {
    const chain = [[{ action: 'c2pa.opened' }, { action: 'c2pa.cropped' }], [created('trainedAlgorithmicMedia')]];
    expect(declares(store('Trusted', ...chain))).toEqual(['ai-generated']);
  });

  it('a camera’s picture edited with a model is not called camera-captured', () => {
    const edited = [{ action: 'c2pa.edited', digitalSourceType: `${IPTC}compositeWithTrainedAlgorithmicMedia` }];
    expect(declares(store('Trusted', edited, [created('digitalCapture')]))).toEqual(['ai-edited']);
  });

  it('a chain counts only as far as its issuers are known', () => {
    const json = store('Trusted', [{ action: 'c2pa.opened' }], [created('trainedAlgorithmicMedia')]) as {
      validation_results: { ingredientDeltas: unknown[] };
    };
    json.validation_results.ingredientDeltas = [];
    expect(declares(json)).toEqual([]);
  });

  it('a broken record declares nothing', () => {
    expect(declares(store('Invalid', [created('digitalCapture')]))).toEqual([]);
  });
});

describe('what a record shows', () => {
  it('texts of a signer are one line, without marks that turn the reading direction, and cut', () => {
    const json = store('Trusted', []) as { manifests: Record<string, { title: string }> };
    const [manifest] = Object.values(json.manifests);
    if (manifest !== undefined) manifest.title = `one\ntwo\u202Ethree${'x'.repeat(500)}`;
    const title = readRecord(json, 'media', 'list')?.claim.title ?? '';
    expect(title.startsWith('one two three')).toBe(true);
    expect(title.length).toBe(200);
  });

  it('a chain that bites its own tail ends', () => {
    const json = store('Trusted', [], []) as { manifests: Record<string, { ingredients: unknown[] }> };
    const last = json.manifests['urn:c2pa:1'];
    if (last !== undefined) last.ingredients = [{ relationship: 'parentOf', active_manifest: 'urn:c2pa:0' }];
    expect(readRecord(json, 'media', 'list')?.claim.ingredients[0]?.ingredients).toEqual([]);
  });

  it('ten thousand ingredients are cut to forty claims', () => {
    const json = store('Trusted', []) as { manifests: Record<string, { ingredients: unknown[] }> };
    const [manifest] = Object.values(json.manifests);
    if (manifest !== undefined) manifest.ingredients = Array.from({ length: 10_000 }, () => ({ title: 'part' }));
    const count = (claim: SignedClaim): number => claim.ingredients.reduce((sum, one) => sum + count(one), 1);
    const claim = readRecord(json, 'media', 'list')?.claim;
    expect(claim && count(claim)).toBe(40);
  });

  it.each([undefined, null, 'text', {}, { active_manifest: 'x', manifests: {}, validation_state: 'Trusted' }])(
    '%j is no record',
    (json) => {
      expect(readRecord(json, 'media', 'list')).toBeUndefined();
    },
  );
});
