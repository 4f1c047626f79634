import * as v from 'valibot';
import type { ManagedPolicy, RefusedValue } from '../../contracts/policy.ts';
import type { Settings } from '../../contracts/settings.ts';
import { settingSchemas } from '../storage/settings-schema.ts';
import { givenListsSchema } from '../storage/trust-lists.ts';
import { policyResourceSchema } from '../tips/policy-resource-schema.ts';
import { refusedAt, sift, type Sifted } from './sift.ts';

/** A policy as the browser hands it out: by key, nothing of it checked. */
export type PolicyValues = Readonly<Record<string, unknown>>;

const MOST_LINKS = 50;
const SETTING_KEYS = Object.keys(settingSchemas) as (keyof Settings)[];

/** What may stand in a policy beside the settings; `managed_schema.json` has the same keys. */
export const OTHER_POLICY_SCHEMAS = {
  unlocked: v.array(v.picklist(SETTING_KEYS)),
  trustLists: givenListsSchema,
  helpLinks: v.pipe(v.array(policyResourceSchema), v.maxLength(MOST_LINKS)),
  helpMode: v.picklist(['add', 'replace']),
};

/** Reads a policy key by key and entry by entry: what does not fit is named and left out, and the others hold. */
export function readPolicyValues(values: PolicyValues): ManagedPolicy {
  const refused: RefusedValue[] = [];
  const read = <Value>(key: string, schema: v.GenericSchema<unknown, Value>): Value | undefined => {
    if (values[key] === undefined) return undefined;
    const sifted: Sifted<Value> = sift(key, schema, values[key]);
    refused.push(...sifted.refused);
    return sifted.kept;
  };
  const settings = SETTING_KEYS.map((key) => [key, read<unknown>(key, settingSchemas[key])] as const);
  const known: readonly string[] = [...SETTING_KEYS, ...Object.keys(OTHER_POLICY_SCHEMAS)];
  const strangers = Object.keys(values).filter((key) => !known.includes(key));
  return {
    settings: Object.fromEntries(settings.filter(([, value]) => value !== undefined)),
    unlocked: read('unlocked', OTHER_POLICY_SCHEMAS.unlocked) ?? [],
    trustLists: read('trustLists', OTHER_POLICY_SCHEMAS.trustLists) ?? [],
    help: {
      mode: read('helpMode', OTHER_POLICY_SCHEMAS.helpMode) ?? 'add',
      resources: read('helpLinks', OTHER_POLICY_SCHEMAS.helpLinks) ?? [],
    },
    refused: [...refused, ...strangers.map((key) => refusedAt(key, values[key]))],
  };
}
