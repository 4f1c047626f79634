import { describe, expect, it } from 'vitest';
import type { Policy, Settings } from '../../../src/contracts/settings.ts';
import {
  DEFAULT_SETTINGS,
  effectiveSettings,
  NO_POLICY,
  ownSiteLevels,
} from '../../../src/core/settings/effective-settings.ts';
import { isSiteLocked, lowestLevel, siteLevel, withSiteLevel } from '../../../src/core/settings/site-level.ts';
import { SETTINGS_VERSION } from '../../../src/platform/storage/migrations.ts';
import { readStored } from '../../../src/platform/storage/read-stored.ts';

describe('settings', () => {
  it('what was not chosen follows the defaults', () => {
    expect(effectiveSettings({}, NO_POLICY).values).toEqual(DEFAULT_SETTINGS);
    const { values, locked } = effectiveSettings({ sensitivity: 'standard' }, NO_POLICY);
    expect(values).toEqual({ ...DEFAULT_SETTINGS, sensitivity: 'standard' });
    expect(locked).toEqual([]);
  });

  it('nothing speaks up more than strong signs, and every site is checked, until somebody chooses otherwise', () => {
    expect(DEFAULT_SETTINGS).toMatchObject({ sensitivity: 'quiet', level: 'full', siteLevels: {} });
  });
});

describe('policy', () => {
  const policy = (settings: Partial<Settings>, unlocked: Policy['unlocked'] = []): Policy => ({ settings, unlocked });

  it('lies over what the person chose, and lifting it gives the choice back', () => {
    const chosen = { sensitivity: 'standard', budget: 'generous' } as const;
    const managed = effectiveSettings(chosen, policy({ sensitivity: 'on-request' }));
    expect(managed.values).toMatchObject({ sensitivity: 'on-request', budget: 'generous' });
    expect(managed.locked).toEqual(['sensitivity']);
    expect(effectiveSettings(chosen, NO_POLICY).values.sensitivity).toBe('standard');
  });

  it('an unlocked value is a default that the person may change', () => {
    const unlocked = policy({ audience: 'minor' }, ['audience']);
    expect(effectiveSettings({}, unlocked)).toMatchObject({ values: { audience: 'minor' }, locked: [] });
    expect(effectiveSettings({ audience: 'teacher' }, unlocked).values.audience).toBe('teacher');
  });

  it('a site that it names keeps its level, also below it, and other sites stay the person’s own', () => {
    const chosen = { siteLevels: { 'www.video.example': 'off', 'own.example': 'facts-only' } } as const;
    const managed = effectiveSettings(chosen, policy({ siteLevels: { 'video.example': 'full' } }));
    expect(managed.values.siteLevels).toEqual({ 'own.example': 'facts-only', 'video.example': 'full' });
    expect(isSiteLocked(managed, 'www.video.example')).toBe(true);
    expect(isSiteLocked(managed, 'own.example')).toBe(false);
  });

  it('who locks the level of all sites leaves no way around it', () => {
    const managed = effectiveSettings({ siteLevels: { 'own.example': 'off' } }, policy({ level: 'full' }));
    expect(siteLevel(managed.values, 'own.example')).toBe('full');
    expect(isSiteLocked(managed, 'own.example')).toBe(true);
  });

  it('a list of allowed sites is off for all others', () => {
    const { values } = effectiveSettings({}, policy({ level: 'off', siteLevels: { 'video.example': 'full' } }));
    expect(siteLevel(values, 'www.video.example')).toBe('full');
    expect(siteLevel(values, 'elsewhere.example')).toBe('off');
  });

  it('unlocked sites are where the person starts from', () => {
    const given = policy({ siteLevels: { 'a.example': 'off', 'b.example': 'off' } }, ['siteLevels']);
    const { values, lockedSites } = effectiveSettings({ siteLevels: { 'a.example': 'full' } }, given);
    expect(values.siteLevels).toEqual({ 'a.example': 'full', 'b.example': 'off' });
    expect(lockedSites).toEqual([]);
  });
});

describe('the levels that a person chose', () => {
  const managed: Policy = {
    settings: { siteLevels: { 'video.example': 'full', 'news.example': 'off' } },
    unlocked: [],
  };

  it('are stored without those that the policy gives', () => {
    const { values } = effectiveSettings({ siteLevels: { 'own.example': 'off' } }, managed);
    const wanted = withSiteLevel(values, 'other.example', 'facts-only');
    const stored = ownSiteLevels(wanted, { 'own.example': 'off' }, managed);
    expect(stored).toEqual({ 'own.example': 'off', 'other.example': 'facts-only' });
  });

  it('keep what was chosen for a site before the policy decided it', () => {
    const before = { 'www.video.example': 'off' } as const;
    const { values } = effectiveSettings({ siteLevels: before }, managed);
    const stored = ownSiteLevels(withSiteLevel(values, 'own.example', 'off'), before, managed);
    expect(stored).toEqual({ 'www.video.example': 'off', 'own.example': 'off' });
    expect(siteLevel(effectiveSettings({ siteLevels: stored }, NO_POLICY).values, 'www.video.example')).toBe('off');
  });

  it('stay as they are where the policy locks the level of all sites', () => {
    const locked: Policy = { settings: { level: 'full' }, unlocked: [] };
    expect(ownSiteLevels({ 'own.example': 'full' }, { 'own.example': 'off' }, locked)).toEqual({
      'own.example': 'off',
    });
  });

  it('may differ from those that the policy leaves open', () => {
    const open: Policy = { ...managed, unlocked: ['siteLevels'] };
    expect(ownSiteLevels({ 'news.example': 'full', 'video.example': 'full' }, {}, open)).toEqual({
      'news.example': 'full',
    });
  });
});

describe('stored settings', () => {
  const now = (chosen: object): object => ({ version: SETTINGS_VERSION, chosen });

  it.each([
    ['nothing stored is no choice', undefined, {}],
    [
      'everything valid holds',
      now({ sensitivity: 'standard', siteLevels: { 'a.example': 'off' } }),
      { sensitivity: 'standard', siteLevels: { 'a.example': 'off' } },
    ],
    [
      'an invalid value goes, the others stay',
      now({ sensitivity: 'loud', siteLevels: { 'a.example': 'off' } }),
      { siteLevels: { 'a.example': 'off' } },
    ],
    [
      'sites with an address among them go as a whole',
      now({ sensitivity: 'quiet', siteLevels: { 'https://a.example/': 'off' } }),
      { sensitivity: 'quiet' },
    ],
    ['a key that is none of ours is left out', now({ colour: 'red' }), {}],
    [
      'version 1 had a list of sites that are off',
      { version: 1, chosen: { sensitivity: 'standard', sitesOff: ['a.example', 'b.example'] } },
      { sensitivity: 'standard', siteLevels: { 'a.example': 'off', 'b.example': 'off' } },
    ],
    [
      'a broken list of version 1 goes, the others stay',
      { version: 1, chosen: { sensitivity: 'quiet', sitesOff: 7 } },
      { sensitivity: 'quiet' },
    ],
  ])('%s', (_claim, stored, value) => {
    expect(readStored(stored)).toEqual({ ok: true, value });
  });

  it.each([
    ['text', 'garbage'],
    ['a number', 7],
    ['null', null],
    ['a later version', { version: SETTINGS_VERSION + 1, chosen: {} }],
    ['a version that never was', { version: 0.5, chosen: {} }],
    ['no choice in it', { version: 1 }],
    ['a list', [1]],
  ])('%s cannot be read, and is not taken for no choice', (_what, stored) => {
    expect(readStored(stored)).toMatchObject({ ok: false, failure: { code: 'platform.settings-unreadable' } });
  });
});

describe('the level of a site', () => {
  const settings = { level: 'full', siteLevels: { 'news.example': 'off', '[::1]': 'off' } } as const;

  it.each([
    ['news.example', 'off'],
    ['www.news.example', 'off'],
    ['a.b.news.example', 'off'],
    ['NEWS.example.', 'off'],
    ['[::1]', 'off'],
    ['example', 'full'],
    ['fakenews.example', 'full'],
    ['news.example.evil.test', 'full'],
    ['', 'full'],
  ])('%s: %s', (host, expected) => {
    expect(siteLevel(settings, host)).toBe(expected);
  });

  it('the closest name counts', () => {
    const both = { level: 'full', siteLevels: { 'example.org': 'off', 'www.example.org': 'facts-only' } } as const;
    expect(siteLevel(both, 'a.www.example.org')).toBe('facts-only');
    expect(siteLevel(both, 'b.example.org')).toBe('off');
  });

  it('a frame is looked at no more than the page around it', () => {
    expect(lowestLevel(settings, ['video.example', 'news.example'])).toBe('off');
    expect(lowestLevel(settings, ['video.example'])).toBe('full');
    expect(lowestLevel(settings, [])).toBe('full');
  });

  it('there and back leaves the list as it was', () => {
    const before = { level: 'full', siteLevels: { 'b.example': 'off' } } as const;
    const off = withSiteLevel(before, 'a.example', 'off');
    expect(off).toEqual({ 'a.example': 'off', 'b.example': 'off' });
    expect(withSiteLevel({ level: 'full', siteLevels: off }, 'a.example', 'full')).toEqual(before.siteLevels);
  });

  it('a subdomain can have more than the domain above it', () => {
    const siteLevels = withSiteLevel(
      { level: 'full', siteLevels: { 'example.org': 'off' } },
      'www.example.org',
      'full',
    );
    expect(siteLevel({ level: 'full', siteLevels }, 'www.example.org')).toBe('full');
    expect(siteLevel({ level: 'full', siteLevels }, 'example.org')).toBe('off');
  });

  it('a domain’s level takes the place of those below it', () => {
    const before = { level: 'full', siteLevels: { 'www.example.org': 'off', 'other.test': 'off' } } as const;
    expect(withSiteLevel(before, 'example.org', 'off')).toEqual({ 'example.org': 'off', 'other.test': 'off' });
  });
});
