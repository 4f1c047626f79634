import * as v from 'valibot';
import type { FactSubject, SignatureState, SignedClaim, SignedFact } from '../../contracts/fact.ts';
import { actionsOf, declaredBy } from './declared-by-record.ts';
import { storeSchema, type Check, type Manifest, type Store } from './record-schema.ts';

const STATES: Readonly<Record<Store['validation_state'], SignatureState>> = {
  Trusted: 'trusted',
  Valid: 'issuer-unknown',
  Invalid: 'broken',
};
/** Claims shown of one chain, and how deep: a record may hold thousands. */
const MOST_CLAIMS = 40;
const MOST_DEPTH = 32;
const MOST_CODES = 60;
const MOST_ACTIONS = 30;

/**
 * A record as c2pa-rs read it (the JSON of its `Reader`, parsed), as a fact. `undefined` when it is not of that shape.
 * A broken record declares nothing: what it says may be somebody else's words.
 */
export function readRecord(json: unknown, about: FactSubject, trustList: string): SignedFact | undefined {
  const parsed = v.safeParse(storeSchema, json);
  if (!parsed.success) return undefined;
  const store = parsed.output;
  const active = store.manifests[store.active_manifest];
  if (active === undefined) return undefined;
  const state = STATES[store.validation_state];
  return {
    source: 'signed-record',
    about,
    state,
    declares: state === 'broken' ? [] : declaredBy(store),
    codes: codesOf(store),
    trustList,
    claim: claimsOf(store),
  };
}

function codesOf({ validation_results }: Store): readonly string[] {
  const checks = [
    validation_results.activeManifest,
    ...validation_results.ingredientDeltas.map(({ validationDeltas }) => validationDeltas),
  ];
  const codes = checks.flatMap((check) => (check === undefined ? [] : allOf(check)));
  return [...new Set(codes)].sort().slice(0, MOST_CODES);
}

const allOf = ({ success, informational, failure }: Check): readonly string[] =>
  [...success, ...informational, ...failure].map(({ code }) => code);

/** The chain of claims from the active one down, cut where it is too long, too deep or bites its tail. */
function claimsOf({ manifests, active_manifest }: Store): SignedClaim {
  let left = MOST_CLAIMS;
  const claim = (manifest: Manifest | undefined, title: string | undefined, above: readonly string[]): SignedClaim => {
    left -= 1;
    const ingredients = (manifest?.ingredients ?? []).flatMap((ingredient): SignedClaim[] => {
      const label = ingredient.active_manifest;
      if (left <= 0 || above.length >= MOST_DEPTH || (label !== undefined && above.includes(label))) return [];
      const below = label === undefined ? undefined : manifests[label];
      return [claim(below, ingredient.title, label === undefined ? above : [...above, label])];
    });
    return { ...wordsOf(manifest, title), ingredients };
  };
  return claim(manifests[active_manifest], undefined, [active_manifest]);
}

function wordsOf(
  manifest: Manifest | undefined,
  ingredientTitle: string | undefined,
): Omit<SignedClaim, 'ingredients'> {
  const title = ingredientTitle ?? manifest?.title;
  const generator = manifest?.claim_generator_info[0]?.name;
  const { issuer: organisation, common_name: commonName, time: signedAt } = manifest?.signature_info ?? {};
  const issuer = organisation ?? commonName;
  const actions = manifest === undefined ? [] : actionsOf(manifest).slice(0, MOST_ACTIONS);
  return {
    ...(title !== undefined && { title }),
    ...(generator !== undefined && { generator }),
    ...(issuer !== undefined && { issuer }),
    ...(signedAt !== undefined && { signedAt }),
    actions: actions.map(({ action }) => action),
    sourceTypes: [...new Set(actions.flatMap(({ sourceType }) => sourceType ?? []))],
  };
}
