import { raiseLabelled, readingOf, type LabelledPage } from './labelled-page.ts';
import { parsePage } from './saved-page.ts';

/** What came of one labelled page. */
export type FixtureOutcome = 'read right' | 'could not read' | 'wrong';

export interface FixtureReading {
  readonly page: LabelledPage;
  readonly declares: readonly string[];
  readonly isUnread: boolean;
  readonly outcome: FixtureOutcome;
}

/** A label that is not there is wrong, and so is one that goes missing without a word. */
function outcomeOf({ expected }: LabelledPage, declares: readonly string[], isUnread: boolean): FixtureOutcome {
  const isForeign = declares.some((each) => !expected.declares.includes(each));
  const isMissing = expected.declares.some((each) => !declares.includes(each)) || expected.isUnread;
  if (isForeign || (isMissing && !isUnread)) return 'wrong';
  return isUnread ? 'could not read' : 'read right';
}

/** Reads every labelled page as it is. */
export function readFixtures(pages: readonly LabelledPage[]): readonly FixtureReading[] {
  return pages.map((page) => {
    const [video] = raiseLabelled(parsePage(page.html));
    if (video === undefined) throw new Error(`${page.site}/${page.name} has no video named "ours"`);
    const { declares, isUnread } = readingOf(video, page.site, page.expected.address);
    return { page, declares, isUnread, outcome: outcomeOf(page, declares, isUnread) };
  });
}

/** The readings as a markdown table, one line each. */
export function fixtureTable(readings: readonly FixtureReading[]): string {
  const rows = readings.map(({ page: { site, name, expected }, declares, isUnread, outcome }) => {
    const said = [...declares, ...(isUnread ? ['could not read'] : [])].join(', ') || 'nothing';
    return `| ${site} | ${name} | ${expected.state} | ${expected.isLookAlike ? 'yes' : ''} | ${said} | ${outcome} |`;
  });
  return [
    '| Site | Page | What it shows | Look-alike | What is told | |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
