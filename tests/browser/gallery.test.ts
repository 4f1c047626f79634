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
const SHOTS = 'demo/out/shots';
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
const shoot = (name: string): Promise<unknown> => page.screenshot({ path: `${SHOTS}/${name}.png` });

describe.each(SCHEMES)('in %s', (scheme) => {
  describe.each(DIRECTIONS)('written %s', (direction) => {
    it.each(STATES)('%s has its word, and its card stays inside the window', async (state) => {
      await show({ ...PLAIN, state, direction, isOpen: false, withFacts: true }, scheme);
      await shoot(`badge-${state}-${scheme}-${direction}`);
      await show({ ...PLAIN, state, direction, withFacts: state === 'strong-signs' }, scheme);
      await shoot(`card-${state}-${scheme}-${direction}`);
      const box = await page.$eval('div >>> .card', (card) => {
        const { left, right } = card.getBoundingClientRect();
        return { isInside: left >= 0 && right <= innerWidth, overflows: card.scrollWidth > card.clientWidth };
      });
      expect(box).toEqual({ isInside: true, overflows: false });
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

it('pictures of large text, forced colours and the open details', async () => {
  await show({ ...PLAIN, state: 'strong-signs', textPx: 32 }, 'light');
  await shoot('card-large-text');
  await show({ ...PLAIN, state: 'strong-signs' }, 'light', [{ name: 'forced-colors', value: 'active' }]);
  await shoot('card-forced-colours');
  await show({ ...PLAIN, state: 'strong-signs' }, 'light');
  await page.click('div >>> .where-choice button');
  await page.click('div >>> summary');
  await shoot('card-details');
});
