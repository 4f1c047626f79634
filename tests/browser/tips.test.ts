import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PRACTICE } from '../../src/core/tips/practice.ts';
import { SETTINGS_VERSION } from '../../src/platform/storage/migrations.ts';
import { launchWithExtension } from '../../tools/launch-extension.ts';
import { violationsOn } from './axe.ts';

const DIST = process.env['SECOND_LOOK_DIST'] ?? 'dist';
const SCHEMES = ['light', 'dark'] as const;

let browser: Browser;
let origin: string;
let page: Page;
/** Everything that the page asked of anybody but our own package. */
let outside: string[];

async function open(address = ''): Promise<void> {
  page = await browser.newPage();
  outside = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) outside.push(request.url());
  });
  await page.setOfflineMode(true);
  await page.goto(`${origin}/src/contexts/tips/index.html${address}`);
  await page.waitForSelector('.practice');
}

const focused = (expression: string): Promise<unknown> => page.evaluate(`document.activeElement?.${expression}`);
const linkIds = (): Promise<string[]> =>
  page.$$eval('[data-resource]', (items) => items.map((item) => item.getAttribute('data-resource') ?? ''));

/** Goes on with the tabulator until `selector` has the focus, as somebody without a mouse would. */
async function tabTo(selector: string): Promise<void> {
  for (let pressed = 0; pressed < 80; pressed += 1) {
    if ((await focused(`matches(${JSON.stringify(selector)})`)) === true) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} cannot be reached by key`);
}

beforeAll(async () => {
  const launched = await launchWithExtension({ dist: DIST, headless: true, args: ['--lang=en-GB'] });
  browser = launched.browser;
  origin = `chrome-extension://${launched.extensionId}`;
});

afterAll(() => browser.close());

describe('tips and help', () => {
  beforeEach(() => open());

  it('shows lessons, practice and help without a network and without asking for anything', async () => {
    const loaded = await page.$$eval('.shown img', (pictures) => pictures.map((picture) => picture.naturalWidth));
    expect(loaded).toEqual([400, 400]);
    expect(await page.$$eval('.lesson', (lessons) => lessons.length)).toBe(8);
    expect(await linkIds()).toContain('fact-check-explorer');
    const words = await page.$eval('main', (main) => main.textContent);
    expect(words).not.toMatch(/\b(lesson|help|why|tip|practice|situation|settings)_\w/);
    expect(outside).toEqual([]);
  });

  it.each(SCHEMES)('axe-core finds nothing wrong, everything unfolded, in %s colours', async (scheme) => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.$$eval('details', (lessons) => {
      for (const lesson of lessons) lesson.open = true;
    });
    expect(await violationsOn(page)).toEqual([]);
  });

  it('axe-core finds nothing wrong after an answer, and with text twice as large', async () => {
    await page.$eval('[name="answer"]', (answer) => {
      (answer as HTMLInputElement).click();
    });
    await page.$eval('.practice [type="submit"]', (button) => {
      (button as HTMLButtonElement).click();
    });
    await page.waitForSelector('[data-fair]');
    await page.$eval('html', (root) => {
      root.style.fontSize = '200%';
      document.body.style.fontSize = '28px';
    });
    await page.setViewport({ width: 420, height: 800 });
    expect(await violationsOn(page)).toEqual([]);
    const isWider = await page.$eval('html', (root) => root.scrollWidth > root.clientWidth);
    expect(isWider).toBe(false);
  });

  it('axe-core would say so if something were wrong', async () => {
    await page.$eval('.shown img', (picture) => {
      picture.removeAttribute('alt');
    });
    await page.$eval('h1', (heading) => {
      heading.style.color = 'color-mix(in srgb, CanvasText 30%, Canvas)';
    });
    const found = (await violationsOn(page)).map((line) => line.split(':')[0]);
    expect(found.sort()).toEqual(['color-contrast', 'image-alt']);
  });

  it('every link opens in a new tab, is encrypted and does not tell where the reader came from', async () => {
    for (const situation of await page.$$eval('#situation option', (all) => all.map((one) => one.value))) {
      await page.select('#situation', situation);
      const links = await page.$$eval('.help-links a', (all) =>
        all.map((link) => [link.getAttribute('href'), link.getAttribute('target'), link.getAttribute('rel')]),
      );
      expect(links.length, situation).toBeGreaterThan(0);
      for (const [href, target, rel] of links) {
        expect(href).toMatch(/^https:\/\/[^?#@]+$/);
        expect([target, rel]).toEqual(['_blank', 'noreferrer noopener']);
      }
    }
    expect(outside).toEqual([]);
  });

  it('three choices lead to the help that fits, and a young reader never to a service for adults', async () => {
    await page.select('#situation', 'intimate-image');
    await page.select('#region', 'GB');
    expect((await linkIds()).slice(0, 2)).toEqual(['stopncii', 'revenge-porn-helpline']);
    await page.select('#audience', 'minor');
    await page.waitForSelector('[data-resource="take-it-down"]:first-child');
    expect(await linkIds()).not.toContain('stopncii');
    expect(await page.$eval('.found', (found) => found.textContent)).toContain('Tell an adult you trust');
    await page.select('#situation', 'rights');
    await page.select('#region', 'US');
    expect(await page.$eval('.found', (found) => found.textContent)).toContain('TAKE IT DOWN Act');
    expect(await page.$eval('.found', (found) => found.textContent)).toContain('not legal advice');
  });

  it('a lesson unfolds by key and leads to its help', async () => {
    await tabTo('#lesson-voice-scam > summary');
    await page.keyboard.press('Enter');
    await tabTo('#lesson-voice-scam > button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-resource="ftc-family-emergency"]');
    expect(await page.$eval('#situation', (choice) => (choice as HTMLSelectElement).value)).toBe('scam');
    expect(await focused('id')).toBe('help');
  });

  it('the practice is walked through by key alone; each answer is explained, none is shamed', async () => {
    await tabTo('.practice [type="submit"]');
    await page.keyboard.press('Enter');
    await page.waitForFunction(`document.querySelector('[role="status"]').textContent === 'Choose an answer first.'`);
    await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    await page.keyboard.up('Shift');
    for (const [index, { answers }] of PRACTICE.entries()) {
      await tabTo('.practice [name="answer"]');
      await page.keyboard.press('Space');
      const fair = answers.findIndex(({ isFair }) => isFair);
      for (let down = 0; down < fair; down += 1) await page.keyboard.press('ArrowDown');
      await tabTo('.practice [type="submit"]');
      await page.keyboard.press('Enter');
      await page.waitForSelector('[data-fair="true"]');
      expect(await page.$eval('[role="status"]', (status) => status.textContent.length)).toBeGreaterThan(60);
      await page.keyboard.press('Enter');
      await page.waitForSelector('[data-fair]', { hidden: true });
      expect(await focused('localName'), `question ${String(index + 1)}`).toBe('h3');
    }
    expect(await focused('textContent')).toMatch(/5.*5/);
    expect(await page.evaluate(() => chrome.storage.local.get())).not.toHaveProperty('practice');
    await tabTo('.practice button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[name="answer"]');
    expect(outside).toEqual([]);
  });
});

describe('an address that asks for something', () => {
  it('opens the help for a situation', async () => {
    await open('?situation=scam');
    expect(await page.$eval('#situation', (choice) => (choice as HTMLSelectElement).value)).toBe('scam');
    expect(await linkIds()).toContain('ic3-generative-ai');
  });

  it('unfolds a lesson and puts the reader there', async () => {
    await open('#lesson-dubbing');
    await page.waitForSelector('#lesson-dubbing[open]');
    expect(await focused('parentElement.id')).toBe('lesson-dubbing');
  });

  it.each(['?situation=%3Cscript%3E#lesson-nothing', '?situation=', '#lesson-sift"]'])(
    'shows the usual page for %s',
    async (address) => {
      await open(address);
      expect(await page.$eval('#situation', (choice) => (choice as HTMLSelectElement).value)).toBe('claim');
      expect(await page.$('details[open]')).toBeNull();
    },
  );
});

describe('settings', () => {
  it('decide for whom and where, and a change is shown at once', async () => {
    await open('?situation=intimate-image');
    await page.evaluate(
      (version) => chrome.storage.local.set({ settings: { version, chosen: { audience: 'minor', region: 'AU' } } }),
      SETTINGS_VERSION,
    );
    await page.waitForFunction(`document.querySelector('#audience').value === 'minor'`);
    expect((await linkIds()).slice(0, 2)).toEqual(['take-it-down', 'esafety']);
  });
});
