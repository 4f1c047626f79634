import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'puppeteer';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What to look at: a selector, or the whole page. Shadow roots are followed when they are open. */
interface AxeChoices {
  readonly within?: string;
}

/** Rules of WCAG 2.2 A and AA and axe's own good practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe-core finds wrong, one line each: rule, element, what to do; empty is what a test expects. Contrast is measured
 * on what is really drawn, so set the colour scheme before. Run through the DevTools protocol, not by the page's policy.
 */
export async function violationsOn(page: Page, { within }: AxeChoices = {}): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate(
    `axe.run(${JSON.stringify(within ?? null)} ?? document, { runOnly: ${JSON.stringify(TAGS)} })`,
  )) as AxeResults;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}
