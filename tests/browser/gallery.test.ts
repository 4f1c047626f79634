import { mkdirSync, rmSync } from 'node:fs';
import preact from '@preact/preset-vite';
import type { Browser, CDPSession, Page } from 'puppeteer';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { State } from '../../src/contracts/verdict.ts';
import { launchBrowser } from '../../tools/launch-extension.ts';
import { violationsOn } from './axe.ts';
import type { Gallery, GalleryChoice } from './card-gallery.tsx';

declare const gallery: Gallery;

/** Every state in every dress, kept to be looked at. */
const SHOTS = 'demo/out/shots/cards';
const STATES: readonly State[] = [
  'not-checked',
  'checking',
  'could-not-check',
  'no-signs',
  'unclear',
  'some-signs',
  'strong-signs',
];
const DIRECTIONS = ['ltr', 'rtl'] as const;
const SCHEMES = ['light', 'dark'] as const;
const PLAIN = { withFacts: false, textPx: 16, isOpen: true, direction: 'ltr' } as const;

let browser: Browser;
let page: Page;
let inspector: CDPSession;

async function galleryScript(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    plugins: [preact()],
    build: {
      write: false,
      minify: false,
      target: 'chrome148',
      lib: { entry: 'tests/browser/card-gallery.tsx', formats: ['iife'], name: 'page' },
    },
  })) as Rolldown.RolldownOutput[];
  const [output] = built;
  if (output === undefined) throw new Error('nothing was built');
  return output.output[0].code;
}

const BACKGROUND = 'background: linear-gradient(160deg, #5b6f52, #b9a27c 55%, #3e4a58)';

beforeAll(async () => {
  rmSync(SHOTS, { recursive: true, force: true });
  mkdirSync(SHOTS, { recursive: true });
  browser = await launchBrowser({ headless: true });
  page = await browser.newPage();
  inspector = await page.createCDPSession();
  await page.setViewport({ width: 480, height: 860 });
  await page.setContent(
    `<!doctype html><html lang="en"><title>gallery</title><body style="margin:0;height:100vh;${BACKGROUND}"><main><h1 style="position:absolute;bottom:0">Gallery</h1><div id="stage"></div></main>`,
  );
  await page.evaluate(await galleryScript());
});
afterAll(() => browser.close());

async function show(
  choice: GalleryChoice,
  scheme: 'light' | 'dark',
  more: readonly { name: string; value: string }[] = [],
) {
  // Puppeteer's own call knows no forced colours.
  const features = [{ name: 'prefers-color-scheme', value: scheme }, ...more];
  await inspector.send('Emulation.setEmulatedMedia', { features });
  await page.evaluate((asked) => gallery.show(asked), choice);
}
const cardBox = () =>
  page.$eval('div >>> .card', (card) => {
    const { left, right } = card.getBoundingClientRect();
    return { isInside: left >= 0 && right <= innerWidth, overflows: card.scrollWidth > card.clientWidth };
  });
const shoot = (name: string): Promise<unknown> => page.screenshot({ path: `${SHOTS}/${name}.png` });

describe.each(SCHEMES)('in %s', (scheme) => {
  describe.each(DIRECTIONS)('written %s', (direction) => {
    it.each(STATES)('%s has its word, and its card stays inside the window', async (state) => {
      await show({ ...PLAIN, state, direction, isOpen: false, withFacts: true }, scheme);
      await shoot(`badge-${state}-${scheme}-${direction}`);
      await show({ ...PLAIN, state, direction, withFacts: state === 'strong-signs' }, scheme);
      await shoot(`card-${state}-${scheme}-${direction}`);
      expect(await cardBox()).toEqual({ isInside: true, overflows: false });
    });
  });
});

it.each(
  SCHEMES.flatMap((scheme) =>
    STATES.flatMap((state) => DIRECTIONS.map((direction) => [state, scheme, direction] as const)),
  ),
)('axe-core finds nothing wrong with %s in %s, written %s, open and closed', async (state, scheme, direction) => {
  for (const isOpen of [false, true]) {
    await show({ ...PLAIN, state, direction, isOpen, withFacts: true }, scheme);
    expect(await violationsOn(page)).toEqual([]);
  }
});

it('axe-core finds nothing wrong with the details, the frames of faces and the questions', async () => {
  for (const scheme of SCHEMES) {
    await show({ ...PLAIN, state: 'strong-signs' }, scheme);
    await page.click('div >>> .where-choice button');
    await page.click('div >>> summary');
    await page.click('div >>> .apart > button');
    expect(await violationsOn(page)).toEqual([]);
  }
});

describe.each(DIRECTIONS)('written %s', (direction) => {
  it.each(STATES)('%s can be read in text twice as large and in forced colours', async (state) => {
    for (const [name, textPx, features] of [
      ['large-text', 32, []],
      ['forced-colours', 16, [{ name: 'forced-colors', value: 'active' }]],
    ] as const) {
      const withFacts = state === 'strong-signs';
      await show({ ...PLAIN, state, direction, textPx, isOpen: false, withFacts: true }, 'light', features);
      await shoot(`badge-${state}-${name}-${direction}`);
      await show({ ...PLAIN, state, direction, textPx, withFacts }, 'light', features);
      await shoot(`card-${state}-${name}-${direction}`);
      expect(await violationsOn(page)).toEqual([]);
      expect(await cardBox()).toEqual({ isInside: true, overflows: false });
    }
  });
});

/** Runs in the page: contrast, as WCAG has it, of what the badge writes and draws with the ground that it lies on. */
function contrasts(): readonly { readonly part: string; readonly ratio: number; readonly isOpaque: boolean }[] {
  const root = document.querySelector('#stage > div')?.shadowRoot;
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (canvas === null || root === null || root === undefined) throw new Error('nothing to measure');
  const read = (colour: string): readonly number[] => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (channels: readonly number[]): number => {
    const [red = 0, green = 0, blue = 0] = channels
      .slice(0, 3)
      .map((channel) => channel / 255)
      .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  return ['.mark', '.mark .word', '.mark .glyph', '.beside .fact-chip'].flatMap((part) =>
    [...root.querySelectorAll(part)].map((element) => {
      let ground: Element | null = element;
      while (ground !== null && read(getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
      const under = ground === null ? [0, 0, 0, 0] : read(getComputedStyle(ground).backgroundColor);
      const [darker = 0, lighter = 0] = [luminance(read(getComputedStyle(element).color)), luminance(under)].sort(
        (a, b) => a - b,
      );
      return { part, ratio: (lighter + 0.05) / (darker + 0.05), isOpaque: under[3] === 255 };
    }),
  );
}

it.each(SCHEMES.flatMap((scheme) => STATES.map((state) => [state, scheme] as const)))(
  'the badge of %s in %s has ink of at least 4.5 : 1 on a ground through which no video shines',
  async (state, scheme) => {
    await show({ ...PLAIN, state, isOpen: false, withFacts: true }, scheme);
    const measured = await page.evaluate(contrasts);
    expect(measured.map(({ part }) => part)).toEqual(expect.arrayContaining(['.mark .word', '.beside .fact-chip']));
    for (const { part, ratio, isOpaque } of measured) {
      expect(isOpaque, part).toBe(true);
      expect(ratio, part).toBeGreaterThanOrEqual(4.5);
    }
  },
);

it('a picture of the open details', async () => {
  await show({ ...PLAIN, state: 'strong-signs' }, 'light');
  await page.click('div >>> .where-choice button');
  await page.click('div >>> summary');
  await shoot('card-details');
});
