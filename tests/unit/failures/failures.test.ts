import { describe, expect, it } from 'vitest';
import { FAILURES, reasonOf } from '../../../src/core/failures.ts';
import { readJson } from '../../structure/repository.ts';

const texts = readJson('_locales/en/messages.json') as Readonly<Record<string, unknown>>;
const specs = Object.entries(FAILURES);

describe('failures', () => {
  it.each(specs)('%s ends in words that exist, or in silence', (_code, { reason }) => {
    if (reason !== undefined) expect(texts).toHaveProperty(`reason_${reason.replaceAll('-', '_')}`);
  });

  it.each(specs.filter(([code]) => code.startsWith('model.')))(
    '%s is our fault, not the video’s',
    (_code, { reason }) => {
      expect(reason).toBe('engine-failed');
    },
  );

  it('a page that keeps its pixels to itself is not said to be broken', () => {
    expect(reasonOf({ code: 'page.pixels-unreadable', stage: 'sample' })).toBe('pixels-unreadable');
    expect(reasonOf({ code: 'page.protected', stage: 'sample' })).toBe('protected');
  });

  it('a video that went away ends without a verdict', () => {
    expect(reasonOf({ code: 'page.video-gone', stage: 'sample' })).toBeUndefined();
  });
});
