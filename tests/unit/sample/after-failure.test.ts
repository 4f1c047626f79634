import { describe, expect, test } from 'vitest';
import { afterFailure, type FailedFrame, type NextMove } from '../../../src/core/sample/after-failure.ts';

const tainted: FailedFrame = {
  code: 'page.pixels-unreadable',
  route: 'element',
  canReRead: true,
  canCaptureTab: true,
  engineFailures: 0,
};
const giveUp = (reason: string) => ({ kind: 'give-up', reason }) as NextMove;
const use = (route: 're-read' | 'visible-tab'): NextMove => ({ kind: 'use-route', route });

describe('afterFailure', () => {
  test.each<[string, Partial<FailedFrame>, NextMove]>([
    ['a tainted video is read again', {}, use('re-read')],
    ['without an address the tab is pictured', { canReRead: false }, use('visible-tab')],
    ['a refused re-read leaves the tab', { route: 're-read', code: 'page.media-refused' }, use('visible-tab')],
    [
      'what the extension cannot decode the tab may show',
      { route: 're-read', code: 'page.undecodable' },
      use('visible-tab'),
    ],
    ['a frame has no picture of the tab', { route: 're-read', canCaptureTab: false }, giveUp('pixels-unreadable')],
    ['pixels that come back changed are had in another way', { code: 'page.pixels-altered' }, use('re-read')],
    [
      'pixels that are changed on every way are not scored',
      { code: 'page.pixels-altered', route: 'visible-tab' },
      giveUp('pixels-altered'),
    ],
    ['a refused picture of the tab is the end', { route: 'visible-tab' }, giveUp('pixels-unreadable')],
    ['media that does not decode is undecodable', { code: 'page.undecodable' }, giveUp('undecodable')],
    ['protected media is protected', { code: 'page.protected' }, giveUp('protected')],
    ['a video that went away costs one frame', { code: 'page.video-gone' }, { kind: 'skip' }],
    ['a lost engine gets a second chance', { code: 'platform.host-lost' }, { kind: 'retry-later' }],
    ['and no third', { code: 'platform.host-lost', engineFailures: 1 }, giveUp('engine-failed')],
    ['wrong weights do not mend', { code: 'model.weights-mismatch' }, giveUp('engine-failed')],
    ['an extension that is gone is left', { code: 'platform.context-invalidated' }, { kind: 'leave' }],
  ])('%s', (_claim, failed, expected) => {
    expect(afterFailure({ ...tainted, ...failed })).toEqual(expected);
  });
});
