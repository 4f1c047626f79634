import { measureCard } from './card.ts';
import { measureFaces } from './faces.ts';
import { measureFacts } from './facts.ts';
import { readFigures, type TargetsName } from './figures.ts';
import { measureFirstVerdict } from './first-verdict.ts';
import { measureMainThread } from './main-thread.ts';
import type { Measured } from './measured.ts';
import { measureManyVideos } from './many-videos.ts';
import { measureMemory } from './memory.ts';
import { measureModels } from './models.ts';
import { measurePackage } from './package-size.ts';
import { measurePopup } from './popup.ts';
import { measurePackages } from './packages.ts';
import { measurePolicy } from './policy.ts';
import { measureReport } from './report.ts';
import { measureResolutions } from './resolutions.ts';
import { measureStages } from './stages.ts';
import type { Asked } from './subject.ts';
import { measureTransport } from './transport.ts';
import { measureTwins } from './twins.ts';
import { measureWatchedMinute } from './watched-minute.ts';
import { measureWebgpu } from './webgpu.ts';

/** Written by training's evaluation; those with a target are carried over here. */
const DETECTOR_FIGURES = 'docs/targets/detectors.json';

interface Subject {
  /** Where its figures are kept. */
  readonly files: readonly TargetsName[];
  readonly measure: (asked: Asked) => Measured | Promise<Measured>;
}

const ENGINE = ['engine'] as const;
const BOTH = ['walking-product', 'engine'] as const;

/** Everything that `npm run bench` can measure, in the order in which it does. */
export const SUBJECTS = {
  size: { files: BOTH, measure: measurePackage },
  'first-verdict': { files: BOTH, measure: measureFirstVerdict },
  'main-thread': { files: BOTH, measure: measureMainThread },
  models: { files: ENGINE, measure: measureModels },
  stages: { files: ENGINE, measure: measureStages },
  webgpu: { files: ENGINE, measure: measureWebgpu },
  faces: { files: ENGINE, measure: measureFaces },
  resolutions: { files: ENGINE, measure: measureResolutions },
  transport: { files: ENGINE, measure: measureTransport },
  'watched-minute': { files: ENGINE, measure: measureWatchedMinute },
  memory: { files: ENGINE, measure: measureMemory },
  'many-videos': { files: ENGINE, measure: measureManyVideos },
  twins: { files: ['walking-product'], measure: measureTwins },
  // The labels' figures stand in the same file: tools/label-table.ts.
  facts: { files: ['facts'], measure: measureFacts },
  report: { files: ['people'], measure: measureReport },
  card: { files: ['people'], measure: measureCard },
  popup: { files: ['people'], measure: measurePopup },
  packages: { files: ['schools'], measure: measurePackages },
  policy: { files: ['schools'], measure: measurePolicy },
  detectors: { files: ['walking-product'], measure: carryOver },
} as const satisfies Readonly<Record<string, Subject>>;

export type SubjectName = keyof typeof SUBJECTS;

function carryOver(): Measured {
  const figures = readFigures(DETECTOR_FIGURES).filter(({ target }) => target !== null);
  return { figures, samples: null, plots: {} };
}

/** Stands for all subjects of the engine. */
const ENGINE_WORD = 'engine';

const isSubject = (word: string): word is SubjectName => Object.hasOwn(SUBJECTS, word);

/** The subjects meant by the words given; all for none. Throws `RangeError` naming the words that mean nothing. */
export function subjectsFor(words: readonly string[]): readonly SubjectName[] {
  const all = Object.keys(SUBJECTS).filter(isSubject);
  const unknown = words.filter((word) => !isSubject(word) && word !== ENGINE_WORD);
  if (unknown.length > 0) {
    throw new RangeError(`Unknown: ${unknown.join(', ')}. Known: ${[...all, ENGINE_WORD].join(', ')}`);
  }
  const isOfEngine = (name: SubjectName): boolean => SUBJECTS[name].files.some((file) => file === 'engine');
  return all.filter(
    (name) => words.length === 0 || words.includes(name) || (words.includes(ENGINE_WORD) && isOfEngine(name)),
  );
}
