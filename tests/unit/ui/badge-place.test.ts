import { describe, expect, it } from 'vitest';
import { badgePlace, CONTROLS_PX, coveredBy, spotsFor } from '../../../src/ui/badge/badge-place.ts';
import { pictureArea } from '../../../src/ui/card/picture-area.ts';

const viewport = { width: 1_000, height: 800 };
const video = { left: 100, top: 50, right: 740, bottom: 410 };
const upperLeft = { side: 'left', row: 0 } as const;

describe('a badge', () => {
  it('begins at the side where reading begins', () => {
    expect(spotsFor('ltr')[0]).toEqual({ side: 'left', row: 0 });
    expect(spotsFor('rtl')[0]).toEqual({ side: 'right', row: 0 });
  });

  it('never has a place where players keep their controls', () => {
    const places = spotsFor('ltr').map((spot) => badgePlace(video, viewport, spot));
    for (const place of places.filter((one) => one !== undefined)) {
      expect(coveredBy(place, { width: 28, height: 28 }).bottom).toBeLessThanOrEqual(video.bottom - CONTROLS_PX);
    }
  });

  it('keeps to the part of the video that the window shows', () => {
    const above = { ...video, top: -200, left: -50 };
    expect(badgePlace(above, viewport, upperLeft)).toMatchObject({ x: 8, y: 8 });
    expect(badgePlace({ ...video, top: 790 }, viewport, upperLeft)).toBeUndefined();
  });

  it('at the right edge covers what lies to its left', () => {
    const place = badgePlace(video, viewport, { side: 'right', row: 0 });
    expect(place && coveredBy(place, { width: 200, height: 28 })).toMatchObject({ left: 532, right: 732 });
  });

  it('leaves its card to end above the controls of a tall video, and to use the window over a small one', () => {
    const tall = { left: 0, top: 0, right: 900, bottom: 700 };
    expect(badgePlace(tall, viewport, upperLeft)?.cardHeight).toBe(700 - CONTROLS_PX - 8 - 28 - 8);
    expect(badgePlace(video, viewport, upperLeft)?.cardHeight).toBeGreaterThan(600);
  });

  it('opens its card upwards near the lower edge of the window', () => {
    const low = { left: 0, top: 600, right: 640, bottom: 960 };
    expect(badgePlace(low, viewport, upperLeft)?.opensUp).toBe(true);
  });
});

describe('the picture of a video', () => {
  const square = { left: 0, top: 0, right: 100, bottom: 100 };
  const wide = { width: 200, height: 100 };

  it.each([
    ['contain', { left: 0, top: 25, right: 100, bottom: 75 }],
    ['cover', { left: -50, top: 0, right: 150, bottom: 100 }],
    ['fill', square],
    ['none', { left: -50, top: 0, right: 150, bottom: 100 }],
    ['scale-down', { left: 0, top: 25, right: 100, bottom: 75 }],
  ])('that fits by %s lies where the browser draws it', (fit, area) => {
    expect(pictureArea(square, wide, fit)).toEqual(area);
  });
});
