import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, effectiveSettings } from '../../../src/core/settings/effective-settings.ts';
import { isSiteOff, withSite } from '../../../src/core/settings/site-switch.ts';
import { readStored } from '../../../src/platform/storage/read-stored.ts';

describe('settings', () => {
  it('what was not chosen follows the defaults', () => {
    expect(effectiveSettings({})).toEqual(DEFAULT_SETTINGS);
    expect(effectiveSettings({ sensitivity: 'standard' })).toEqual({ sensitivity: 'standard', sitesOff: [] });
  });

  it('nothing speaks up more than strong signs, and no site is off, until somebody chooses so', () => {
    expect(DEFAULT_SETTINGS).toEqual({ sensitivity: 'quiet', sitesOff: [] });
  });
});

describe('stored settings', () => {
  it.each([
    ['nothing stored is no choice', undefined, {}],
    [
      'everything valid holds',
      { version: 1, chosen: { sensitivity: 'standard', sitesOff: ['a.example'] } },
      { sensitivity: 'standard', sitesOff: ['a.example'] },
    ],
    [
      'an invalid value goes, the others stay',
      { version: 1, chosen: { sensitivity: 'loud', sitesOff: ['a.example'] } },
      { sitesOff: ['a.example'] },
    ],
    [
      'a list with an address in it goes as a whole',
      { version: 1, chosen: { sensitivity: 'quiet', sitesOff: ['https://a.example/'] } },
      { sensitivity: 'quiet' },
    ],
    ['a key that is none of ours is left out', { version: 1, chosen: { colour: 'red' } }, {}],
  ])('%s', (_claim, stored, value) => {
    expect(readStored(stored)).toEqual({ ok: true, value });
  });

  it.each([
    ['text', 'garbage'],
    ['a number', 7],
    ['null', null],
    ['a later version', { version: 2, chosen: {} }],
    ['no choice in it', { version: 1 }],
    ['a list', [1]],
  ])('%s cannot be read, and is not taken for no choice', (_what, stored) => {
    expect(readStored(stored)).toMatchObject({ ok: false, failure: { code: 'platform.settings-unreadable' } });
  });
});

describe('site switch', () => {
  const off = { sitesOff: ['news.example', '[::1]'] };

  it.each([
    ['news.example', true],
    ['www.news.example', true],
    ['a.b.news.example', true],
    ['NEWS.example.', true],
    ['[::1]', true],
    ['example', false],
    ['fakenews.example', false],
    ['news.example.evil.test', false],
    ['', false],
  ])('%s is off: %s', (host, expected) => {
    expect(isSiteOff(off, host)).toBe(expected);
  });

  it('switching off and on again leaves the list as it was', () => {
    const switched = withSite(['b.example'], 'a.example', false);
    expect(switched).toEqual(['a.example', 'b.example']);
    expect(withSite(switched, 'a.example', true)).toEqual(['b.example']);
  });

  it('a subdomain is switched on by lifting the domain above it', () => {
    const sitesOff = withSite(['example.org'], 'www.example.org', true);
    expect(isSiteOff({ sitesOff }, 'www.example.org')).toBe(false);
  });

  it('switching a domain off makes its subdomains’ entries redundant', () => {
    expect(withSite(['www.example.org', 'other.test'], 'example.org', false)).toEqual(['example.org', 'other.test']);
  });
});
