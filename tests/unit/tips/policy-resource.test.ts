import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { policyResourceSchema } from '../../../src/platform/tips/policy-resource-schema.ts';

const entry = { title: 'Ask Ms Okafor', url: 'https://school.example/help?from=browser', why: 'Room 12, every day.' };

describe('a policy’s resource', () => {
  it('is for everybody and everything unless it says otherwise', () => {
    const resource = v.parse(policyResourceSchema, entry);
    expect(resource).toMatchObject({ title: entry.title, url: entry.url, why: { words: entry.why }, regions: 'world' });
    expect(resource.situations).toContain('intimate-image');
    expect(resource.audiences).toEqual(['adult', 'minor', 'teacher']);
  });

  it('keeps to the situations and audiences it names', () => {
    const narrow = { ...entry, situations: ['scam'], audiences: ['minor'] };
    expect(v.parse(policyResourceSchema, narrow)).toMatchObject({ situations: ['scam'], leadsFor: ['minor'] });
  });

  it.each([
    ['an unencrypted page', { url: 'http://school.example/' }],
    ['a script', { url: 'javascript:alert(1)' }],
    ['a page with a password in its address', { url: 'https://a:b@school.example/' }],
    ['no address', { url: 'room 12' }],
    ['no title', { title: '  ' }],
    ['an essay', { why: 'x'.repeat(201) }],
    ['no situation at all', { situations: [] }],
    ['a situation that we do not know', { situations: ['boredom'] }],
    ['a field that we do not know', { colour: 'red' }],
  ])('is refused with %s', (_what, change) => {
    expect(v.safeParse(policyResourceSchema, { ...entry, ...change }).success).toBe(false);
  });
});
