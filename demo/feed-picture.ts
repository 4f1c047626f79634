/** Puts the pictures of all rows on one sheet, in three columns. */
import { writeFile } from 'node:fs/promises';
import type { Browser } from 'puppeteer';
import type { VisitedRow } from './visit-rows.ts';

const SHEET = `<!doctype html><meta charset="utf-8"><style>
  body { margin: 0; padding: 16px; width: 1568px; columns: 3; column-gap: 16px; background: #eef1f3; font: 14px system-ui, sans-serif; }
  figure { margin: 0 0 16px; break-inside: avoid; } img { display: block; width: 100%; } figcaption { padding: 2px 4px; color: #3b4852; }
</style>`;

/** Writes `path` as PNG. */
export async function writeFeedPicture(browser: Browser, visited: readonly VisitedRow[], path: string): Promise<void> {
  const page = await browser.newPage();
  try {
    await page.setViewport({ width: 1600, height: 900 });
    await page.setContent(SHEET, { waitUntil: 'domcontentloaded' });
    const figures = visited.map(({ row, report, picture }) => {
      const verdict = report?.verdict;
      const reason = verdict !== undefined && 'reason' in verdict ? ` (${verdict.reason})` : '';
      return { picture, words: `${row.name}: ${verdict?.state ?? 'no report'}${reason}` };
    });
    await page.evaluate(async (all) => {
      for (const { picture, words } of all) {
        const figure = document.createElement('figure');
        const image = new Image();
        image.src = `data:image/png;base64,${picture}`;
        const caption = document.createElement('figcaption');
        caption.textContent = words;
        figure.append(caption, image);
        document.body.append(figure);
        await image.decode();
      }
    }, figures);
    await writeFile(path, await page.screenshot({ fullPage: true }));
  } finally {
    await page.close();
  }
}
