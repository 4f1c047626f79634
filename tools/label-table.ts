/**
 * Reads every labelled page and the mutated ones, and writes docs/facts/labels.md and its part of docs/targets/facts.json.
 * Usage: npx tsx tools/label-table.ts
 */
import { writeFileSync } from 'node:fs';
import { Window } from 'happy-dom';
import { recordFigures, type Figure } from '../bench/figures.ts';
import { fixtureTable, readFixtures, type FixtureOutcome } from '../tests/sites/label-table.ts';
import { labelledPages, type LabelledPage } from '../tests/sites/labelled-page.ts';
import {
  MUTATED_PAGES,
  readBesideAnother,
  readLabelled,
  readUnlabelled,
  type Tally,
} from '../tests/sites/read-mutated.ts';
import { layOutByAttribute } from '../tests/sites/saved-page.ts';

const COMMAND = 'npx tsx tools/label-table.ts';

/** What adapters and readers name of a browser. */
const BROWSER = ['document', 'location', 'Node', 'Element', 'HTMLVideoElement', 'DOMRect', 'innerWidth', 'innerHeight'];

const browser = new Window({ url: 'https://fixtures.invalid/' }) as unknown as Record<string, unknown>;
Object.assign(globalThis, { window: browser }, Object.fromEntries(BROWSER.map((name) => [name, browser[name]])));
Object.assign(globalThis, { getComputedStyle: (browser['getComputedStyle'] as () => unknown).bind(browser) });
layOutByAttribute();

interface SiteTallies {
  readonly site: string;
  readonly unlabelled: Tally;
  /** Absent where no label can be read, or where none is tied to a post. */
  readonly beside: Tally | undefined;
  readonly kept: Tally | undefined;
}

function talliesOf(site: string, pages: readonly LabelledPage[]): SiteTallies {
  const labelled = pages.filter(({ expected }) => expected.declares.length > 0);
  const tied = labelled.filter(({ expected }) => expected.post !== undefined);
  return {
    site,
    unlabelled: readUnlabelled(site, labelled.length > 0 ? labelled : pages),
    beside: tied.length > 0 ? readBesideAnother(site, tied) : undefined,
    kept: labelled.length > 0 ? readLabelled(site, labelled) : undefined,
  };
}

function mutatedTable(tallies: readonly SiteTallies[]): string {
  const share = ({ given, read }: Tally): string => `${String(Math.round((100 * given.length) / read))} %`;
  const rows = tallies.map(({ site, unlabelled, beside, kept }) => {
    const others = beside === undefined ? '–' : `${String(beside.given.length)} of ${String(beside.read)}`;
    const gone = `${String(unlabelled.given.length)} of ${String(unlabelled.read)}`;
    return `| ${site} | ${gone} | ${others} | ${kept === undefined ? '–' : share(kept)} |`;
  });
  const head =
    "| Site | Label given though its field is gone | Another video's label given | Label given where it is kept |";
  return [head, '| --- | --- | --- | --- |', ...rows].join('\n');
}

const pages = labelledPages();
const readings = readFixtures(pages);
const count = (outcome: FixtureOutcome): number => readings.filter((reading) => reading.outcome === outcome).length;
const tallies = [...new Set(pages.map(({ site }) => site))].map((site) =>
  talliesOf(
    site,
    pages.filter((page) => page.site === site),
  ),
);
const wrongIn = (pick: (tallies: SiteTallies) => Tally | undefined): number =>
  tallies.reduce((sum, each) => sum + (pick(each)?.given.length ?? 0), 0);
const readIn = (pick: (tallies: SiteTallies) => Tally | undefined): number =>
  tallies.reduce((sum, each) => sum + (pick(each)?.read ?? 0), 0);

const figures: readonly Figure[] = [
  { name: 'label pages', target: 'at least 60', value: pages.length, met: pages.length >= 60, n: pages.length },
  { name: 'label pages read right', target: null, value: count('read right'), met: null, n: pages.length },
  {
    name: 'label pages that could not be read',
    target: null,
    value: count('could not read'),
    met: null,
    n: pages.length,
  },
  { name: 'label pages read wrong', target: '0', value: count('wrong'), met: count('wrong') === 0, n: pages.length },
  ...(
    [
      [`labels given though the field is gone, ${String(MUTATED_PAGES)} mutated pages a site`, 'unlabelled'],
      [`labels of another video, ${String(MUTATED_PAGES)} mutated pages a site`, 'beside'],
    ] as const
  ).map(([name, key]) => {
    const value = wrongIn((each) => each[key]);
    return { name, target: '0', value, met: value === 0, n: readIn((each) => each[key]) };
  }),
].map((figure) => ({ ...figure, command: COMMAND }));

recordFigures('facts', figures);
writeFileSync(
  'docs/facts/labels.md',
  `# Labels, as they are read

Written by \`${COMMAND}\`; a test compares the table of pages with what comes out. **Every page here is invented.** It
shows what public sources say that a site's page looks like; no reader was ever tried against a live site
([SITES.md](../SITES.md)).

## Mutated pages

${String(MUTATED_PAGES)} pages a cell, made from the labelled pages below by a seed: elements removed, unwrapped, renamed,
moved, wrapped, duplicated; attributes dropped, scrambled, copied; properties of the page's objects lost, renamed, wrapped.
Counted in videos read. The last column only shows that much could still have been said.

<!-- prettier-ignore -->
${mutatedTable(tallies)}

## Pages

${String(pages.length)} pages: ${String(count('read right'))} read right, ${String(count('could not read'))} could not be read, ${String(count('wrong'))} wrong. A
label that is not there is wrong, and so is one that goes missing without a word. A look-alike holds something that only
looks like a label of the video.

<!-- prettier-ignore -->
${fixtureTable(readings)}
`,
);
console.log(figures.map(({ name, value, n }) => `${name}: ${String(value)} (n ${String(n)})`).join('\n'));
