import { describe, expect, it } from 'vitest';
import { buildReport, isWorthReporting } from '../../../src/core/report/build-report.ts';
import { choosePictured, MOST_PICTURES } from '../../../src/core/report/choose-pictured.ts';
import { shownFingerprint } from '../../../src/core/report/fingerprint.ts';
import { DEFAULT_SETTINGS } from '../../../src/core/settings/effective-settings.ts';
import type { ReportedFrame } from '../../../src/contracts/report.ts';
import { llr } from '../../../src/contracts/score.ts';
import { sampleReport } from './signed-report.ts';

const face = sampleReport('').frames[0]?.faces[0];
const looked = (mediaTimeMs: number, evidence?: number): ReportedFrame => ({
  mediaTimeMs,
  widthPx: 640,
  heightPx: 360,
  faces:
    face === undefined || evidence === undefined
      ? []
      : [{ ...face, scores: [{ detector: 'blend-boundary', logit: 0, evidence: llr(evidence) }] }],
  failures: [],
});

describe('what goes into a report', () => {
  it('never the list of sites, and nothing that a record holds beside its fields', () => {
    const sample = sampleReport('ab');
    const settings = { ...DEFAULT_SETTINGS, siteLevels: { 'secret.example': 'off' as const } };
    const record = { ...sample, secret: 'secret.example' };
    const built = buildReport(record, { ...sample, settings });
    expect(built).toEqual(sample);
    expect(JSON.stringify(built)).not.toContain('secret.example');
  });

  it('a video that was not looked at is worth a report only when something is declared of it', () => {
    const sample = { ...sampleReport(''), framesLookedAt: 0, frames: [] };
    expect(isWorthReporting(sample)).toBe(true);
    expect(isWorthReporting({ ...sample, facts: { known: [], unread: ['file'] } })).toBe(false);
  });
});

describe('which frames are pictured', () => {
  it('all of a short check, in order of time', () => {
    const frames = [looked(900), looked(100), looked(500)];
    expect(choosePictured(frames).map(({ mediaTimeMs }) => mediaTimeMs)).toEqual([100, 500, 900]);
  });

  it('of a long one those with the most evidence, and others from all over it', () => {
    const frames = Array.from({ length: 200 }, (_none, at) => looked(at * 1_000, at === 73 ? 9 : -1));
    const chosen = choosePictured(frames).map(({ mediaTimeMs }) => mediaTimeMs);
    expect(chosen).toHaveLength(MOST_PICTURES);
    expect(chosen).toContain(73_000);
    expect(chosen.toSorted((a, b) => a - b)).toEqual(chosen);
    expect(new Set(chosen).size).toBe(MOST_PICTURES);
    expect(Math.max(...chosen)).toBeGreaterThan(180_000);
  });
});

it('a fingerprint is shown in groups that can be read aloud', () => {
  expect(shownFingerprint('0123456789abcdef'.repeat(4))).toBe('0123 4567 89ab cdef 0123 4567 89ab cdef');
});
