/** `npx tsx tools/lock-models.ts`: writes models/models.lock.json from the weights on disk. Run it after new weights are accepted. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';

const FOLDER = 'models';

/** What the lock says of one weights file; its key is the file's name without `.onnx`. */
export interface LockedModel {
  readonly file: string;
  readonly bytes: number;
  /** Hexadecimal, lower case. */
  readonly sha256: string;
}

/** Reads every `.onnx` file in `models/`, in the order of their names. */
export function measureModels(): Readonly<Record<string, LockedModel>> {
  const files = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.onnx'))
    .sort();
  return Object.fromEntries(
    files.map((file) => {
      const weights = readFileSync(`${FOLDER}/${file}`);
      const sha256 = createHash('sha256').update(weights).digest('hex');
      return [basename(file, '.onnx'), { file, bytes: weights.byteLength, sha256 }];
    }),
  );
}

if (process.argv[1]?.endsWith('lock-models.ts') === true) {
  writeFileSync(`${FOLDER}/models.lock.json`, `${JSON.stringify(measureModels(), null, 2)}\n`);
}
