import lock from '../../../models/models.lock.json' with { type: 'json' };
import graphs from '../../../models/graphs.lock.json' with { type: 'json' };
import { createWeightsReader, type ModelsLock, type WeightsReader } from './checked-weights.ts';
import { addresses } from './weights-addresses.ts';

const FOLDER = '../../../models/';

const models: ModelsLock = lock;

/** Reads the weights that were packed with the extension. */
export const bundledWeights: WeightsReader = createWeightsReader({ lock: models, graphs }, async (file) => {
  const address = addresses[FOLDER + file];
  if (address === undefined) throw new Error('it is not part of this build');
  const response = await fetch(address);
  if (!response.ok) throw new Error(`status ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
});

/** SHA-256 of each weights file. What does not match is refused, so what ran had these. */
export function lockedHashes(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(models).map(([model, { sha256 }]) => [model, sha256]));
}
