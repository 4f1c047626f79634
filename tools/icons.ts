/** `npm run icons`: draws `icons/icon.svg` in every size that browsers and stores ask for, with a real browser. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer';
import { launchBrowser } from './launch-extension.ts';

/** Widths in pixels. 96 is Firefox's on dense screens; the store of Chrome takes 128. */
const SIZES = [16, 32, 48, 96, 128];
/** Chrome's store wants its icon drawn on 96 pixels, with 16 clear ones on each side. */
const MARGINS: Readonly<Record<number, number>> = { 128: 16 };

/** PNG of the icon, `widthPx` wide and high, of which `marginPx` on each side stay clear. */
export async function drawIcon(page: Page, widthPx: number, marginPx = 0): Promise<Uint8Array> {
  const svg = readFileSync('icons/icon.svg').toString('base64');
  await page.setViewport({ width: widthPx, height: widthPx });
  await page.setContent(
    `<body style="margin:${marginPx}px"><img style="display:block;width:100%" src="data:image/svg+xml;base64,${svg}">`,
  );
  await page.$eval('img', (image) => image.decode());
  return page.screenshot({ omitBackground: true });
}

async function drawAll(): Promise<void> {
  const browser = await launchBrowser({ headless: true });
  try {
    const page = await browser.newPage();
    for (const widthPx of SIZES) {
      writeFileSync(`icons/${widthPx}.png`, await drawIcon(page, widthPx, MARGINS[widthPx]));
    }
  } finally {
    await browser.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await drawAll();
