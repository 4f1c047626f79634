import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { LockedModel, GraphsLock } from '../../src/platform/inference/checked-weights.ts';
import { measureGraphs, measureModels } from '../../tools/lock-models.ts';
import { foldersIn, readJson, sectionOf } from './repository.ts';

const MAX_MODEL_BYTES = 5_000_000;
const CARD_HEADINGS = [
  'What it looks for',
  'Input',
  'Output',
  'Trained on',
  'Measured',
  'Fails when',
  'Licence and source',
];
/** Weights that detectors lean on and that answer no question of their own. */
const SUPPORTING_MODELS = ['face-finder'];

const lock = readJson('models/models.lock.json') as Readonly<Record<string, LockedModel>>;
const graphs = readJson('models/graphs.lock.json') as GraphsLock;
const detectors = foldersIn('src/detectors');

describe('weights', () => {
  it('the lock names every weights file on disk with its bytes and SHA-256, and no other', () => {
    expect(lock).toEqual(measureModels());
    expect(graphs).toEqual(measureGraphs());
  });

  it.each(Object.entries(lock))('%s is smaller than 5 MB', (_, { bytes }) => {
    expect(bytes).toBeLessThan(MAX_MODEL_BYTES);
  });

  it('each detector has a folder and weights of the same name, and no weights are without an owner', () => {
    expect(Object.keys(lock).sort()).toEqual([...detectors, ...SUPPORTING_MODELS].sort());
  });

  it.each(Object.entries(graphs))(
    'each detector has its graph of kind %s, of less than a fiftieth of its weights',
    (_, of) => {
      expect(Object.keys(of).sort()).toEqual([...detectors].sort());
      for (const [id, { bytes }] of Object.entries(of)) expect(bytes).toBeLessThan((lock[id]?.bytes ?? NaN) / 50);
    },
  );

  it.each(Object.keys(lock))('models/README.md tells where %s comes from', (id) => {
    expect(readFileSync('models/README.md', 'utf8')).toContain(`\`${id}.onnx\``);
  });
});

describe.each(detectors)('detector %s', (id) => {
  const path = `src/detectors/${id}/CARD.md`;

  it('has a card', () => {
    expect(existsSync(path)).toBe(true);
  });

  it.each(CARD_HEADINGS)('its card says something under "%s"', (heading) => {
    const section = sectionOf(readFileSync(path, 'utf8'), heading);
    expect(section, `${path} needs the heading "${heading}"`).toBeDefined();
    expect(section?.length ?? 0, `"${heading}" is empty`).toBeGreaterThan(20);
  });
});
