import type { Declaration } from '../../contracts/fact.ts';
import { declarationOf, sourceTypeName } from './source-type.ts';
import type { Check, Manifest, Store } from './record-schema.ts';

/** Nesting that is followed; the chain of a real edit is shorter. */
const MOST_LEVELS = 64;

/** Everything actions can say for themselves, whatever the source type beside them (C2PA 2.2, table 8). */
const BY_ACTION: Readonly<Record<string, Declaration>> = { 'c2pa.dubbed': 'dubbed', 'c2pa.translated': 'translated' };

/** In this order they are shown. */
const ORDER: readonly Declaration[] = ['ai-generated', 'ai-edited', 'dubbed', 'translated', 'camera-captured'];

/** Actions of one claim, in order. */
export function actionsOf({
  assertions,
}: Manifest): readonly { readonly action: string; readonly sourceType?: string }[] {
  return assertions
    .filter(({ label }) => /^c2pa\.actions(\.v\d+)?(__\d+)?$/.test(label))
    .flatMap(({ data }) => data.actions)
    .map(({ action, digitalSourceType }) => {
      const sourceType = digitalSourceType === undefined ? undefined : sourceTypeName(digitalSourceType);
      return { action, ...(sourceType !== undefined && { sourceType }) };
    });
}

function declaredIn(manifest: Manifest): readonly Declaration[] {
  return actionsOf(manifest).flatMap(({ action, sourceType }): Declaration[] => {
    const byAction = BY_ACTION[action];
    // A dub made with a model is a dub: the neutral word says what was done.
    if (byAction !== undefined) return [byAction];
    const bySource = sourceType === undefined ? undefined : declarationOf(sourceType);
    return bySource === undefined ? [] : [bySource];
  });
}

/**
 * What a record declares: the claim itself and the chain of files that it was made from, as far back as each claim is
 * trusted by itself. A camera's claim counts only where no later claim speaks of a model.
 */
export function declaredBy(store: Store): readonly Declaration[] {
  const chain: Manifest[] = [];
  const seen = new Set<string>();
  let label: string | undefined = store.active_manifest;
  while (label !== undefined && !seen.has(label) && chain.length < MOST_LEVELS) {
    seen.add(label);
    const manifest: Manifest | undefined = store.manifests[label];
    if (manifest === undefined) break;
    chain.push(manifest);
    label = trustedParent(manifest, store);
  }
  const found = new Set(chain.flatMap(declaredIn));
  if (found.has('ai-generated') || found.has('ai-edited')) found.delete('camera-captured');
  // Wholly generated and edited by a model again is still wholly generated.
  if (found.has('ai-generated')) found.delete('ai-edited');
  return ORDER.filter((declaration) => found.has(declaration));
}

/** The claim of the file that this one was made from, when that claim's own issuer is on the list too. */
function trustedParent({ ingredients }: Manifest, store: Store): string | undefined {
  const parent = ingredients.find(({ relationship }) => relationship === 'parentOf');
  const label = parent?.active_manifest;
  if (parent === undefined || label === undefined) return undefined;
  const recorded = parent.validation_results?.activeManifest;
  // The record repeats what held when the later file was signed; c2pa-rs tells only what is different now.
  const deltas = store.validation_results.ingredientDeltas.map(({ validationDeltas }) => validationDeltas);
  const isNowTrusted = deltas.some(({ success }) => says(success, 'signingCredential.trusted', label));
  const isNowDoubted = deltas.some(({ failure }) => failure.some(({ url }) => url?.includes(label) === true));
  const wasTrusted = recorded !== undefined && says(recorded.success, 'signingCredential.trusted', label);
  return (isNowTrusted || wasTrusted) && !isNowDoubted ? label : undefined;
}

function says(statuses: Check['success'], code: string, label: string): boolean {
  return statuses.some((status) => status.code === code && status.url?.includes(label) === true);
}
