import type { Failure } from './failure.ts';

/** The answer of a step that can fail in an expected way. */
export type Outcome<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: Failure };
