import { describe, expect, it } from 'vitest';
import { OTHER_POLICY_SCHEMAS } from '../../src/platform/policy/read-policy-values.ts';
import { settingSchemas } from '../../src/platform/storage/settings-schema.ts';
import { readJson } from './repository.ts';

interface Schema {
  readonly type: string;
  readonly title?: string;
  readonly description?: string;
  readonly enum?: unknown;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
}

const manifest = readJson('manifest.json') as { readonly storage: { readonly managed_schema: string } };
const schema = readJson(manifest.storage.managed_schema) as Schema;
const declared = { ...settingSchemas, ...OTHER_POLICY_SCHEMAS };
const keys = Object.keys(schema.properties ?? {}) as (keyof typeof declared)[];

/** The parts of a valibot schema that say which values it takes. */
interface Declared {
  readonly type: string;
  readonly options?: readonly unknown[];
  readonly item?: Declared;
  readonly value?: Declared;
  readonly pipe?: readonly Declared[];
}

/** Valibot's word for a type is JSON Schema's, but for these. */
const JSON_TYPES: Readonly<Record<string, string>> = { picklist: 'string', record: 'object' };
const typeOf = ({ type }: Declared): string => JSON_TYPES[type] ?? type;

/** Every word that a schema lists, at whatever depth. */
function wordsOf(one: Declared): readonly string[] {
  const inner = [one.item, one.value, ...(one.pipe ?? []).filter((step) => step !== one)];
  const own = (one.options ?? []).filter((word) => typeof word === 'string');
  return [...own, ...inner.flatMap((part) => (part === undefined ? [] : wordsOf(part)))];
}

function everySchema(one: Schema): readonly Schema[] {
  const inner = [one.items, one.additionalProperties, ...Object.values(one.properties ?? {})];
  return [one, ...inner.flatMap((part) => (part === undefined ? [] : everySchema(part)))];
}

describe('managed_schema.json', () => {
  it('has the keys that are read from a policy, no more and no fewer', () => {
    expect([...keys].sort()).toEqual(Object.keys(declared).sort());
  });

  it.each(keys)(
    '%s has the type that is declared, a title, and a description that names every word it takes',
    (key) => {
      const property = schema.properties?.[key];
      expect(property?.type).toBe(typeOf(declared[key] as Declared));
      expect(property?.title?.length ?? 0).toBeGreaterThan(5);
      const missing = wordsOf(declared[key] as Declared).filter(
        (word) => !new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(property?.description ?? ''),
      );
      expect(missing).toEqual([]);
    },
  );

  it('keeps to what Chromium takes: one type each, and no further keys at the top', () => {
    expect(everySchema(schema).map(({ type }) => typeof type)).not.toContain('undefined');
    expect(schema).not.toHaveProperty('additionalProperties');
  });

  it('lists no words to choose from: Chromium would withhold a misspelt one, and nobody could be told', () => {
    expect(everySchema(schema).filter((one) => one.enum !== undefined)).toEqual([]);
  });
});
