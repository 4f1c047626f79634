import * as v from 'valibot';
import { SITUATIONS, type Resource } from '../../contracts/advice.ts';

const AUDIENCES = ['adult', 'minor', 'teacher'] as const;

/** An https address without a name or password in it. */
const addressSchema = v.pipe(
  v.string(),
  v.maxLength(2_000),
  v.check(isPlain, 'must be an https address without a user name'),
);

function isPlain(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, username, password } = new URL(address);
  return protocol === 'https:' && username === '' && password === '';
}

/** At least one of a list of words. */
const someOf = <const Words extends readonly string[]>(words: Words) =>
  v.tupleWithRest([v.picklist(words)], v.picklist(words));

/**
 * A link that a policy adds to "Tips and help", such as a school's own helpline. Without situations it is offered in all of
 * them, without audiences to everybody; ahead of ours, because whoever wrote the policy is nearer.
 */
export const policyResourceSchema = v.pipe(
  v.strictObject({
    title: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(120)),
    url: addressSchema,
    why: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(200)),
    situations: v.optional(someOf(SITUATIONS), [...SITUATIONS]),
    audiences: v.optional(someOf(AUDIENCES), [...AUDIENCES]),
  }),
  v.transform(({ title, url, why, situations, audiences }): Resource => ({
    id: `policy ${url}`,
    title,
    why: { words: why },
    url,
    languages: ['mul'],
    regions: 'world',
    audiences,
    situations,
    leadsFor: audiences,
  })),
);
