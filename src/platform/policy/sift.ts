import * as v from 'valibot';
import type { RefusedValue } from '../../contracts/policy.ts';

const MOST_SHOWN = 80;

/** What is left of a value, and what had to go. */
export interface Sifted<Value> {
  /** Absent when nothing is left. */
  readonly kept?: Value;
  readonly refused: readonly RefusedValue[];
}

/** Names a value that does not fit, short enough for a line. */
export function refusedAt(key: string, value: unknown): RefusedValue {
  const given = JSON.stringify(value);
  return { key, given: given.length > MOST_SHOWN ? `${given.slice(0, MOST_SHOWN)}…` : given };
}

/** Entries of a list or of a record, each with the smallest value of that kind that holds it. */
function entriesOf(value: unknown): readonly (readonly [name: string, alone: unknown, entry: unknown])[] {
  if (Array.isArray(value)) return value.map((entry: unknown, index) => [String(index + 1), [entry], entry]);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, entry]: [string, unknown]) => [name, { [name]: entry }, entry]);
}

/** Reads one value of a policy. Of a list or a record that does not fit only the entries that are to blame are left out. */
export function sift<Value>(key: string, schema: v.GenericSchema<unknown, Value>, value: unknown): Sifted<Value> {
  const whole = v.safeParse(schema, value);
  if (whole.success) return { kept: whole.output, refused: [] };
  const entries = entriesOf(value);
  const good = entries.filter(([, alone]) => v.safeParse(schema, alone).success);
  const rest = Array.isArray(value)
    ? good.map(([, , entry]) => entry)
    : Object.fromEntries(good.map(([name, , entry]) => [name, entry]));
  const left = v.safeParse(schema, rest);
  if (good.length === 0 || !left.success) return { refused: [refusedAt(key, value)] };
  const bad = entries.filter((entry) => !good.includes(entry));
  return { kept: left.output, refused: bad.map(([name, , entry]) => refusedAt(`${key}.${name}`, entry)) };
}
