import { describe, expect, it } from 'vitest';
import type { Audience } from '../../../src/contracts/settings.ts';
import type { HelpPolicy, Reader, Resource, Situation } from '../../../src/contracts/advice.ts';
import type { Declaration, Fact } from '../../../src/contracts/fact.ts';
import type { DetectorId } from '../../../src/contracts/score.ts';
import { llr } from '../../../src/contracts/score.ts';
import type { JudgedVerdict, Verdict } from '../../../src/contracts/verdict.ts';
import { SITUATIONS } from '../../../src/contracts/advice.ts';
import { helpFor, SIGNALS, tipFor } from '../../../src/core/tips/advice.ts';
import { resourcesFor, resourcesUnder } from '../../../src/core/tips/choose-resources.ts';
import { isWithin, readerFor } from '../../../src/core/tips/reader.ts';
import { RESOURCES } from '../../../src/tips/resources.ts';
import { foldersIn } from '../../structure/repository.ts';

const AUDIENCES: readonly Audience[] = ['adult', 'minor', 'teacher'];
const REGIONS = ['US', 'GB', 'AU', 'DE', 'MT', 'BR', 'IN', 'JP', undefined];
/** Services that say of themselves that they are for people over 18, or that are about pictures of adults. */
const ADULTS_ONLY = ['stopncii', 'revenge-porn-helpline', 'ccri'];

const reader = (audience: Audience, region: string | undefined, language = 'en-US'): Reader => ({
  audience,
  region,
  language,
});
const idsFor = (...asked: Parameters<typeof resourcesFor>): readonly string[] =>
  resourcesFor(...asked).map(({ id }) => id);
const cases = SITUATIONS.flatMap((situation) =>
  AUDIENCES.flatMap((audience) => REGIONS.map((region) => ({ situation, audience, region }))),
);

const judged = (state: JudgedVerdict['state'], detector = 'blend-boundary'): Verdict => {
  const evidence = llr(1);
  const because = [{ detector: detector as DetectorId, evidence }] as const;
  return { state, evidence, because, moments: [], framesScored: 4 };
};
const said = (declaration: Declaration): Fact => ({ source: 'site', site: 'youtube', declares: [declaration] });
const tipOn = (verdict: Verdict, known: readonly Fact[] = []) => tipFor(verdict, { known, unread: [] }).tip;
const NO_POLICY: HelpPolicy = { mode: 'add', resources: [] };
const helpOn = (situation: Situation, host: string, audience: Audience = 'adult', policy = NO_POLICY) =>
  helpFor({ situation, host }, reader(audience, 'US'), policy, RESOURCES).map(({ id }) => id);

/** A link that an administrator gave. */
const SCHOOL: Resource = {
  id: 'school',
  title: 'Ask Ms Okafor',
  why: { words: 'Room 12, every day.' },
  url: 'https://school.example/help',
  languages: ['mul'],
  regions: 'world',
  audiences: AUDIENCES as ['adult', 'minor', 'teacher'],
  leadsFor: AUDIENCES,
  situations: SITUATIONS,
};

describe('resources', () => {
  it.each(cases)('for $situation there is something for a $audience in $region', ({ situation, audience, region }) => {
    const ids = idsFor(situation, reader(audience, region), RESOURCES);
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
    const misplaced = ids
      .flatMap((id) => RESOURCES.filter((resource) => resource.id === id))
      .filter(
        ({ regions, audiences }) =>
          !audiences.includes(audience) || (regions !== 'world' && !isWithin(region, regions)),
      );
    expect(misplaced).toEqual([]);
  });

  it.each(REGIONS)('a minor in %s is never sent to a service for adults, and first to Take It Down', (region) => {
    const minor = reader('minor', region);
    const all = SITUATIONS.flatMap((situation) => idsFor(situation, minor, RESOURCES));
    expect(all.filter((id) => ADULTS_ONLY.includes(id))).toEqual([]);
    expect(idsFor('intimate-image', minor, RESOURCES)[0]).toBe('take-it-down');
  });

  it.each(ADULTS_ONLY)('%s is in the list and not for minors', (id) => {
    expect(RESOURCES.find((resource) => resource.id === id)?.audiences).not.toContain('minor');
  });

  it('an adult’s help with an intimate picture starts with StopNCII, then with their own country', () => {
    expect(idsFor('intimate-image', reader('adult', 'GB'), RESOURCES).slice(0, 2)).toEqual([
      'stopncii',
      'revenge-porn-helpline',
    ]);
    expect(idsFor('intimate-image', reader('adult', 'US'), RESOURCES)).toContain('ccri');
    expect(idsFor('intimate-image', reader('adult', 'AU'), RESOURCES)).toContain('esafety');
    expect(idsFor('intimate-image', reader('adult', 'FR'), RESOURCES)).toContain('better-internet-for-kids');
  });

  it('a member of the European Union gets what is for the Union, its neighbours do not', () => {
    expect(idsFor('claim', reader('adult', 'MT'), RESOURCES)).toContain('edmo');
    expect(idsFor('claim', reader('adult', 'CH'), RESOURCES)).not.toContain('edmo');
    expect(idsFor('claim', reader('adult', 'CH'), RESOURCES)).toContain('efcsn');
  });

  it('a page in one other language is left out, one in English is marked', () => {
    expect(idsFor('scam', reader('adult', 'US'), RESOURCES)).not.toContain('ftc-report-es');
    const spanish = resourcesFor('scam', reader('adult', 'US', 'es-US'), RESOURCES);
    expect(spanish[0]).toMatchObject({ id: 'ftc-report-es', isOnlyEnglish: false });
    expect(spanish.find(({ id }) => id === 'ftc-report')).toMatchObject({ isOnlyEnglish: true });
  });
});

describe('a policy’s list', () => {
  const idsUnder = (mode: 'add' | 'replace', situation: Situation, resources: readonly Resource[] = [SCHOOL]) =>
    resourcesUnder({ mode, resources }, situation, reader('minor', 'GB'), RESOURCES).map(({ id }) => id);

  it('adds in front of ours', () => {
    expect(idsUnder('add', 'intimate-image').slice(0, 2)).toEqual(['school', 'take-it-down']);
  });

  it('or stands in its place', () => {
    expect(idsUnder('replace', 'scam')).toEqual(['school']);
  });

  it('and takes nothing away where it has nothing to give', () => {
    const ours = idsFor('scam', reader('minor', 'GB'), RESOURCES);
    expect(ours.length).toBeGreaterThan(0);
    expect(idsUnder('replace', 'scam', [])).toEqual(ours);
    expect(idsUnder('replace', 'scam', [{ ...SCHOOL, situations: ['claim'] }])).toEqual(ours);
    expect(idsUnder('replace', 'scam', [{ ...SCHOOL, audiences: ['teacher'] }])).toEqual(ours);
  });
});

describe('the reader', () => {
  const chosen = { language: 'browser', region: 'browser', audience: 'adult' } as const;

  it.each([
    ['en-GB', 'GB'],
    ['de', 'DE'],
    ['pt-BR', 'BR'],
    ['zh-Hant', 'TW'],
    ['not a language', undefined],
  ])('a browser that speaks %s stands in %s', (language, region) => {
    expect(readerFor(chosen, language)).toEqual({ language, region, audience: 'adult' });
  });

  it('a chosen language does not move the reader to another country, a chosen region does', () => {
    expect(readerFor({ ...chosen, language: 'pt_BR' }, 'en-GB')).toMatchObject({ language: 'pt-BR', region: 'GB' });
    expect(readerFor({ ...chosen, region: 'AU' }, 'en-GB')).toMatchObject({ region: 'AU' });
  });
});

describe('advice', () => {
  it.each([
    ['strong signs in a face', judged('strong-signs'), [], 'tip_face'],
    ['strong signs in the whole picture', judged('strong-signs', 'synthesis-trace'), [], 'tip_whole_picture'],
    ['strong signs, whatever was declared', judged('strong-signs'), [said('dubbed')], 'tip_face'],
    ['some signs', judged('some-signs'), [], 'tip_face'],
    ['some signs in a dubbed video', judged('some-signs'), [said('dubbed')], 'tip_dubbed'],
    ['an unclear video', judged('unclear'), [], 'tip_unclear'],
    ['no signs', judged('no-signs'), [], 'tip_no_signs'],
    ['no signs, but made with AI', judged('no-signs'), [said('made-with-ai')], 'tip_declared'],
    ['a camera’s record', judged('no-signs'), [said('camera-captured')], 'tip_no_signs'],
    ['a joke', judged('no-signs'), [said('parody')], 'tip_parody'],
    ['a film with a readers’ note', judged('no-signs'), [said('film'), said('readers-note')], 'tip_readers_note'],
    ['a fact-check', { state: 'checking', framesLookedAt: 0 }, [said('fact-check')], 'tip_fact_check'],
    ['a video that could not be checked', { state: 'could-not-check', reason: 'no-face' }, [], 'tip_by_hand'],
    ['a video left alone', { state: 'not-checked', reason: 'site-off' }, [], 'tip_by_hand'],
  ] as const)('%s', (_what, verdict, known, tip) => {
    expect(tipOn(verdict, known)).toBe(tip);
  });

  it('a broken record asks for the first copy', () => {
    const broken: Fact = {
      source: 'signed-record',
      about: 'media',
      state: 'broken',
      declares: [],
      codes: [],
      trustList: 'x',
      claim: { actions: [], sourceTypes: [], ingredients: [] },
    };
    expect(tipOn(judged('no-signs'), [broken])).toBe('tip_broken_record');
  });

  it('signs bring a way to learn more, a way to check the claim and the site’s own way to report', () => {
    expect(helpOn('face', 'www.youtube.com')).toEqual(['witness', 'fact-check-explorer', 'youtube-report']);
    expect(helpOn('face', 'm.tiktok.com')).toContain('tiktok-report');
    for (const host of ['news.example', 'nottiktok.com']) expect(helpOn('face', host)).toHaveLength(2);
  });

  it('and those of a policy come first, or alone where it wants that', () => {
    expect(helpOn('face', 'www.youtube.com', 'minor', { mode: 'add', resources: [SCHOOL] })).toEqual([
      'school',
      'fact-check-explorer',
      'youtube-report',
    ]);
    expect(helpOn('face', 'www.youtube.com', 'minor', { mode: 'replace', resources: [SCHOOL] })).toEqual(['school']);
  });

  it.each(AUDIENCES)('the links of a card are ones that a %s may be sent to', (audience) => {
    const offered = ['face', 'whole-picture'].flatMap((one) => helpOn(one as Situation, 'www.youtube.com', audience));
    expect(offered.length).toBeGreaterThan(0);
    const unfit = RESOURCES.filter(({ id, audiences }) => offered.includes(id) && !audiences.includes(audience));
    expect(unfit).toEqual([]);
  });

  it('each detector has a line on what its signs are about', () => {
    expect(Object.keys(SIGNALS).sort()).toEqual(foldersIn('src/detectors'));
  });
});
