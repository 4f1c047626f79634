import { describe, expect, it } from 'vitest';
import type { Audience } from '../../../src/contracts/settings.ts';
import type { Reader, Resource, Situation } from '../../../src/contracts/advice.ts';
import type { Declaration, Fact } from '../../../src/contracts/fact.ts';
import type { DetectorId } from '../../../src/contracts/score.ts';
import { llr } from '../../../src/contracts/score.ts';
import type { JudgedVerdict, Verdict } from '../../../src/contracts/verdict.ts';
import { SITUATIONS } from '../../../src/contracts/advice.ts';
import { adviceFor, SIGNALS } from '../../../src/core/tips/advice.ts';
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
const adviceOn = (verdict: Verdict, known: readonly Fact[] = [], host = 'www.youtube.com') =>
  adviceFor({ verdict, facts: { known, unread: [] }, host }, reader('adult', 'US'), RESOURCES);

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

  it('on a known platform only that platform’s own page is offered', () => {
    const platforms = RESOURCES.filter(({ site }) => site !== undefined);
    const onTikTok = idsFor('report-on-platform', reader('minor', 'US'), platforms, 'm.tiktok.com');
    expect(onTikTok).toEqual(['tiktok-report']);
    expect(idsFor('report-on-platform', reader('minor', 'US'), platforms, 'nottiktok.com')).toEqual([]);
  });
});

describe('a policy’s list', () => {
  const school: Resource = {
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

  const idsUnder = (mode: 'add' | 'replace', situation: Situation, resources: readonly Resource[] = [school]) =>
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
    expect(idsUnder('replace', 'scam', [{ ...school, situations: ['claim'] }])).toEqual(ours);
    expect(idsUnder('replace', 'scam', [{ ...school, audiences: ['teacher'] }])).toEqual(ours);
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
    expect(adviceOn(verdict, known).tip).toBe(tip);
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
    expect(adviceOn(judged('no-signs'), [broken]).tip).toBe('tip_broken_record');
  });

  it('signs bring a way to learn more, a way to check the claim and the site’s own way to report', () => {
    expect(adviceOn(judged('strong-signs')).help.map(({ id }) => id)).toEqual([
      'witness',
      'fact-check-explorer',
      'youtube-report',
    ]);
    expect(adviceOn(judged('strong-signs'), [], 'news.example').help).toHaveLength(2);
  });

  it('without signs nothing is said about reporting', () => {
    expect(adviceOn(judged('no-signs')).help.map(({ id }) => id)).not.toContain('youtube-report');
  });

  it('each detector has a line on what its signs are about', () => {
    expect(Object.keys(SIGNALS).sort()).toEqual(foldersIn('src/detectors'));
  });
});
