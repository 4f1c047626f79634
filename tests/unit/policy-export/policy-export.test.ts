import { describe, expect, it } from 'vitest';
import type { PolicyChoice } from '../../../src/contracts/policy-export.ts';
import { exportedPolicy, proposedLevels } from '../../../src/core/policy-export/exported-policy.ts';
import { POLICY_FORMATS } from '../../../src/core/policy-export/write-policy.ts';
import { DEFAULT_SETTINGS, effectiveSettings } from '../../../src/core/settings/effective-settings.ts';
import { readPolicyValues } from '../../../src/platform/policy/read-policy-values.ts';
import { exportedAndRead, PLACES, POLICIES } from '../../support/policies.ts';
import type { Registry } from '../../support/read-policies.ts';

const school = { ...DEFAULT_SETTINGS, sensitivity: 'on-request', siteLevels: { 'video.example': 'off' } } as const;
const choice: PolicyChoice = { levels: proposedLevels(school), featuresOff: ['report'] };

describe('an exported policy', () => {
  it('locks what was changed and leaves the rest to people, unless the administrator says otherwise', () => {
    expect(exportedPolicy(school, choice)).toEqual({
      sensitivity: 'on-request',
      siteLevels: { 'video.example': 'off' },
      featuresOff: ['report'],
    });
    const levels = { ...choice.levels, sensitivity: 'default', budget: 'locked' } as const;
    expect(exportedPolicy(school, { levels, featuresOff: [] })).toEqual({
      sensitivity: 'on-request',
      siteLevels: { 'video.example': 'off' },
      budget: 'standard',
      unlocked: ['sensitivity'],
    });
  });

  it('of settings that nobody changed is empty', () => {
    const levels = proposedLevels(DEFAULT_SETTINGS);
    expect(exportedPolicy(DEFAULT_SETTINGS, { levels, featuresOff: [] })).toEqual({});
  });

  it('is understood here, and gives others the settings that it was made of', () => {
    const policy = readPolicyValues(exportedPolicy(school, choice));
    expect(policy.refused).toEqual([]);
    const { values, locked, lockedSites } = effectiveSettings({ sensitivity: 'standard', budget: 'generous' }, policy);
    expect(values).toEqual({ ...school, featuresOff: ['report'], budget: 'generous' });
    expect([locked, lockedSites]).toEqual([['sensitivity', 'featuresOff'], ['video.example']]);
  });

  it.each(POLICY_FORMATS)('written as %s is read again as it was', (format) => {
    for (const policy of POLICIES) expect(exportedAndRead(format, policy)).toEqual(policy);
  });

  it.each(Object.keys(PLACES) as (keyof typeof PLACES)[])(
    'stands where %s looks on Windows and macOS, and nowhere else',
    (browser) => {
      for (const format of ['windows', 'macos'] as const) {
        expect(exportedAndRead(format, exportedPolicy(school, choice), browser)).toMatchObject({
          featuresOff: ['report'],
        });
      }
    },
  );

  it('merged over an earlier one leaves nothing of it in the registry, and what others wrote there', () => {
    const registry: Registry = new Map();
    const root = `HKEY_LOCAL_MACHINE\\Software\\Policies\\Google\\Chrome\\3rdparty\\extensions`;
    registry.set(`${root}\\other\\policy`, new Map([['theirs', '1']]));
    for (const policy of [...POLICIES, ...POLICIES.toReversed()]) {
      expect(exportedAndRead('windows', policy, 'chrome', registry)).toEqual(policy);
    }
    expect(registry.get(`${root}\\other\\policy`)).toEqual(new Map([['theirs', '1']]));
  });
});
