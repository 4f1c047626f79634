import { describe, expect, test } from 'vitest';
import { eligibility, type VideoFacts } from '../../../src/core/find/eligibility.ts';

const watched: VideoFacts = {
  level: 'full',
  sensitivity: 'quiet',
  isAsked: false,
  isContent: true,
  hasLiveStream: false,
  isLiveAsked: false,
  displayed: { widthPx: 480, heightPx: 270 },
  intrinsic: { widthPx: 1280, heightPx: 720 },
  isVisible: true,
  isPlaying: true,
  isOverBudget: false,
};

describe('eligibility', () => {
  test.each<[string, Partial<VideoFacts>, ReturnType<typeof eligibility>]>([
    ['a large video that plays in view is checked', {}, 'check'],
    ['nothing is checked on a site that is off', { level: 'off' }, 'site-off'],
    ['on a site for facts only no pictures are looked at', { level: 'facts-only' }, 'facts-only'],
    ['what is out of view is not read for facts either', { level: 'facts-only', isVisible: false }, 'not-visible'],
    ['on request nothing is looked at by itself', { sensitivity: 'on-request' }, 'not-asked'],
    ['what the person asks for is looked at on request', { sensitivity: 'on-request', isAsked: true }, 'check'],
    ['what the person asks for is looked at on a site that is off', { level: 'off', isAsked: true }, 'check'],
    ['what the person asks for is looked at on a site for facts only', { level: 'facts-only', isAsked: true }, 'check'],
    ['what the person asks for is content', { isContent: false, isAsked: true }, 'check'],
    [
      'asking does not make a tiny picture larger',
      { displayed: { widthPx: 64, heightPx: 64 }, isAsked: true },
      'too-small',
    ],
    ['asking does not make a paused video play', { isPlaying: false, isAsked: true }, 'not-played-yet'],
    ['an advertisement is left alone', { isContent: false }, 'not-content'],
    ['a call is left alone', { hasLiveStream: true }, 'live-camera'],
    ['a call is checked when the person asks', { hasLiveStream: true, isLiveAsked: true }, 'check'],
    ['an avatar is too small', { displayed: { widthPx: 64, heightPx: 64 } }, 'too-small'],
    ['a wide strip is too small', { displayed: { widthPx: 900, heightPx: 119 } }, 'too-small'],
    ['120 px are enough', { displayed: { widthPx: 213, heightPx: 120 } }, 'check'],
    ['a tiny picture shown large is too small', { intrinsic: { widthPx: 160, heightPx: 90 } }, 'too-small'],
    ['sound without a picture is too small', { intrinsic: { widthPx: 0, heightPx: 0 } }, 'too-small'],
    ['a size that is not known yet is no objection', { intrinsic: undefined }, 'check'],
    ['one out of view waits', { isVisible: false }, 'not-visible'],
    ['one that waits for a click waits', { isPlaying: false }, 'not-played-yet'],
    ['one that plays while the budget is used up waits its turn', { isOverBudget: true }, 'over-budget'],
    ['the budget is no reason for what waits anyway', { isOverBudget: true, isPlaying: false }, 'not-played-yet'],
    ['the most lasting reason is given', { level: 'off', isVisible: false, isPlaying: false }, 'site-off'],
  ])('%s', (_claim, facts, expected) => {
    expect(eligibility({ ...watched, ...facts })).toBe(expected);
  });
});
