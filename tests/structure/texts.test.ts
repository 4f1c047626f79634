import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Declaration, Fact } from '../../src/contracts/fact.ts';
import type { DetectorId } from '../../src/contracts/score.ts';
import { llr } from '../../src/contracts/score.ts';
import type { CouldNotCheckReason, NotCheckedReason, Verdict } from '../../src/contracts/verdict.ts';
import { badgeView, detectorName, detectorWeakness } from '../../src/core/show/badge-view.ts';
import { factsView } from '../../src/core/show/fact-view.ts';
import { foldersIn, readJson, repositoryFiles } from './repository.ts';

const messages = readJson('_locales/en/messages.json') as Readonly<
  Record<string, { readonly message: string; readonly description?: string }>
>;
const keys = Object.keys(messages);

it('no key stands twice: browsers take the last, stores refuse the package', () => {
  const written = [...readFileSync('_locales/en/messages.json', 'utf8').matchAll(/^ {2}"(\w+)": \{/gm)].map(
    ([, key]) => key,
  );
  expect(written.filter((key, at) => written.indexOf(key) !== at)).toEqual([]);
  expect(written).toEqual(keys);
});

const NOT_CHECKED = {
  'site-off': true,
  'facts-only': true,
  'not-asked': true,
  'not-content': true,
  'too-small': true,
  'not-visible': true,
  'not-played-yet': true,
  'over-budget': true,
  'live-camera': true,
} satisfies Record<NotCheckedReason, true>;

const COULD_NOT_CHECK = {
  'no-face': true,
  'too-small': true,
  'too-blurred': true,
  'too-dark': true,
  'too-bright': true,
  'turned-away': true,
  'not-photographic': true,
  'too-little-to-see': true,
  'pixels-unreadable': true,
  'pixels-altered': true,
  protected: true,
  undecodable: true,
  'engine-failed': true,
} satisfies Record<CouldNotCheckReason, true>;

const JUDGED = ['no-signs', 'unclear', 'some-signs', 'strong-signs'] as const;

function everyVerdict(): readonly Verdict[] {
  const evidence = llr(1);
  const judged = foldersIn('src/detectors').flatMap((detector) =>
    JUDGED.map((state): Verdict => {
      const because = [{ detector: detector as DetectorId, evidence }] as const;
      return { state, evidence, because, moments: [], framesScored: 4 };
    }),
  );
  return [
    { state: 'checking', framesLookedAt: 1 },
    ...(Object.keys(NOT_CHECKED) as NotCheckedReason[]).map((reason): Verdict => ({ state: 'not-checked', reason })),
    ...(Object.keys(COULD_NOT_CHECK) as CouldNotCheckReason[]).map((reason): Verdict => ({
      state: 'could-not-check',
      reason,
    })),
    ...judged,
  ];
}

const onDetectors = foldersIn('src/detectors').flatMap((folder) => {
  const detector = folder as DetectorId;
  return [detectorName(detector), detectorWeakness(detector)];
});

/** Keys that badge and card put together from a state, a reason or a detector. */
const onBadges = [
  ...onDetectors,
  ...everyVerdict().flatMap((verdict) => {
    const { word, meaning, because } = badgeView(verdict, 'standard');
    return because === undefined ? [word, meaning] : [word, meaning, because];
  }),
];

const DECLARATIONS = [
  'made-with-ai',
  'ai-generated',
  'ai-edited',
  'altered',
  'camera-captured',
  'dubbed',
  'translated',
  'film',
  'parody',
  'education',
  'readers-note',
  'fact-check',
] as const satisfies readonly Declaration[];

function everyFact(): readonly Fact[] {
  const claim = { actions: [], sourceTypes: [], ingredients: [] };
  return DECLARATIONS.flatMap((declaration): Fact[] => {
    const declares = [declaration] as const;
    const said = (['media', 'poster'] as const).flatMap((about): Fact[] => [
      { source: 'file', about, declares, field: 'x' },
      ...(['trusted', 'issuer-unknown', 'broken'] as const).flatMap((state): Fact[] =>
        [declares, []].map((words) => ({
          source: 'signed-record',
          about,
          state,
          declares: words,
          codes: [],
          trustList: 'x',
          claim,
        })),
      ),
    ]);
    return [...said, { source: 'site', site: 'x', declares }, { source: 'page', declares }];
  });
}

/** Keys of chips, of the sentences about them, and of what could not be read. */
const onFacts = (['no-signs', 'strong-signs'] as const).flatMap((state) => {
  const unread = ['signed-record', 'file', 'site', 'page'] as const;
  const view = factsView({ known: everyFact(), unread }, state);
  return [...view.chips.flatMap(({ frame, said }) => [frame, said ?? frame]), ...view.notes, ...view.unread];
});

const sources = repositoryFiles().filter((path) => /^src\/.*\.(tsx?|html)$/.test(path) || path === 'manifest.json');
const code = sources.map((path) => readFileSync(path, 'utf8')).join('\n');
const asked = [...code.matchAll(/\b(?:text|getMessage)\(\s*['"`]([a-z]\w*)['"`]/g)].flatMap((hit) => hit[1] ?? []);
/** Plural forms of one text (`Intl.PluralRules`); the text is asked for without its form. */
const FORM = /_(zero|one|two|few|many|other)$/;
const isThere = (key: string): boolean => keys.includes(key) || keys.includes(`${key}_other`);
const inManifest = [...code.matchAll(/__MSG_(\w+)__/g)].flatMap((hit) => hit[1] ?? []);

describe('texts', () => {
  it('every text that a badge, a page or the manifest asks for is there', () => {
    const missing = [...onBadges, ...onFacts, ...asked, ...inManifest].filter((key) => !isThere(key));
    expect([...new Set(missing)]).toEqual([]);
  });

  it('every text is asked for', () => {
    const unused = keys.filter(
      (key) =>
        !onBadges.includes(key) && !new RegExp(`\\b(__MSG_)?(${key}|${key.replace(FORM, '')})(__)?\\b`).test(code),
    );
    expect(unused).toEqual([]);
  });

  it.each(keys)('%s tells its translator what it is for', (key) => {
    expect(messages[key]?.description?.length ?? 0).toBeGreaterThan(10);
  });

  it('no text calls a video real, authentic or verified', () => {
    const denial = /\b(not|never|doesn.t|no proof|isn.t)\b/i;
    const calming = Object.values(messages)
      .map(({ message }) => message)
      .filter((message) => /\b(real|authentic|verified)\b/i.test(message) && !denial.test(message));
    expect(calming).toEqual([]);
  });
});
