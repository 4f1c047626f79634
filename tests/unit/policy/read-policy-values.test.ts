import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPolicyValues } from '../../../src/platform/policy/read-policy-values.ts';

const pem = readFileSync('tests/signed/test-issuer.pem', 'utf8').trim();
const NO_HELP = { mode: 'add', resources: [] };

describe('a policy', () => {
  it('that fits is taken as it stands', () => {
    const settings = { sensitivity: 'on-request', level: 'off', siteLevels: { 'video.example': 'full' } } as const;
    expect(readPolicyValues({ ...settings, unlocked: ['sensitivity'] })).toEqual({
      settings,
      unlocked: ['sensitivity'],
      trustLists: [],
      help: NO_HELP,
      refused: [],
    });
  });

  it('that is empty decides nothing', () => {
    expect(readPolicyValues({})).toEqual({ settings: {}, unlocked: [], trustLists: [], help: NO_HELP, refused: [] });
  });

  it.each([
    ['a misspelt word', { sensitivity: 'loud', audience: 'minor' }, { audience: 'minor' }, 'sensitivity', '"loud"'],
    ['a number for a word', { budget: 3, audience: 'minor' }, { audience: 'minor' }, 'budget', '3'],
    [
      'an address for a host',
      { siteLevels: { 'a.example': 'off', 'https://b.example/': 'off' } },
      { siteLevels: { 'a.example': 'off' } },
      'siteLevels.https://b.example/',
      '"off"',
    ],
    [
      'a misspelt level of one site',
      { siteLevels: { 'a.example': 'off', 'b.example': 'on' } },
      { siteLevels: { 'a.example': 'off' } },
      'siteLevels.b.example',
      '"on"',
    ],
    ['an unknown feature', { featuresOff: ['report', 'fun'] }, { featuresOff: ['report'] }, 'featuresOff.2', '"fun"'],
    ['a list where one word belongs', { audience: ['minor'] }, {}, 'audience', '["minor"]'],
    ['sites as a list', { siteLevels: ['a.example'] }, {}, 'siteLevels', '["a.example"]'],
    ['a feature that is no list', { featuresOff: 'report' }, {}, 'featuresOff', '"report"'],
    ['a list in which nothing fits', { featuresOff: ['fun'] }, {}, 'featuresOff', '["fun"]'],
    ['nothing', { region: null, audience: 'minor' }, { audience: 'minor' }, 'region', 'null'],
    ['a key that is none of ours', { colour: 'red', audience: 'minor' }, { audience: 'minor' }, 'colour', '"red"'],
  ])('%s is named and left out, and the rest holds', (_what, values, settings, key, given) => {
    expect(readPolicyValues(values)).toMatchObject({ settings, refused: [{ key, given }] });
  });

  it('says of a long value only how it begins', () => {
    const [refused] = readPolicyValues({ sensitivity: 'x'.repeat(5_000) }).refused;
    expect(refused?.given.length).toBeLessThan(100);
  });

  it('of a key to unlock that is no setting, only that one is left out', () => {
    const { unlocked, refused } = readPolicyValues({ unlocked: ['budget', 'trustLists'] });
    expect(unlocked).toEqual(['budget']);
    expect(refused).toEqual([{ key: 'unlocked.2', given: '"trustLists"' }]);
  });

  it('gives lists of issuers, of which only the certificates are kept', () => {
    const given = [
      { name: ' School ', pem: `Our issuers:\n${pem}\n` },
      { name: 'Empty', pem: 'none' },
    ];
    const { trustLists, refused } = readPolicyValues({ trustLists: given });
    expect(trustLists).toEqual([{ name: 'School', pem }]);
    expect(refused.map(({ key }) => key)).toEqual(['trustLists.2']);
  });

  it('gives links of its own, of which each that does not fit is named', () => {
    const link = { title: 'Ask Ms Okafor', url: 'https://school.example/help', why: 'Room 12, every day.' };
    const helpLinks = [link, { ...link, url: 'http://school.example/' }];
    const { help, refused } = readPolicyValues({ helpLinks, helpMode: 'replace' });
    expect(help).toMatchObject({ mode: 'replace', resources: [{ title: link.title, url: link.url }] });
    expect(refused.map(({ key }) => key)).toEqual(['helpLinks.2']);
    expect(readPolicyValues({ helpMode: 'instead' })).toMatchObject({ help: NO_HELP, refused: [{ key: 'helpMode' }] });
  });
});
