import type { Failure } from '../../contracts/failure.ts';
import type { Outcome } from '../../contracts/outcome.ts';

/** What `models/models.lock.json` says of one weights file; its key is the file's name without `.onnx`. */
export interface LockedModel {
  readonly file: string;
  readonly bytes: number;
  /** Hexadecimal, lower case. */
  readonly sha256: string;
}

/** `models/models.lock.json`. */
export type ModelsLock = Readonly<Record<string, LockedModel>>;

/** Gives the bytes of a model's weights once they have proved to be the locked ones. */
export type ReadWeights = (model: string) => Promise<Outcome<Uint8Array<ArrayBuffer>>>;

/**
 * A reader that refuses with `model.weights-mismatch` any weights that are not byte for byte those of the lock, and
 * with `model.session-refused` those that cannot be read at all.
 */
export function createWeightsReader(
  lock: ModelsLock,
  readBytes: (file: string) => Promise<Uint8Array<ArrayBuffer>>,
): ReadWeights {
  return async (model) => {
    const locked = lock[model];
    if (locked === undefined) return refused('model.weights-mismatch', `${model} is not in the lock`);
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      bytes = await readBytes(locked.file);
    } catch (error) {
      return refused('model.session-refused', `${locked.file} cannot be read: ${String(error)}`);
    }
    const sha256 = hexadecimal(await crypto.subtle.digest('SHA-256', bytes));
    if (bytes.byteLength !== locked.bytes || sha256 !== locked.sha256) {
      return refused('model.weights-mismatch', `${locked.file} must have SHA-256 ${locked.sha256}, has ${sha256}`);
    }
    return { ok: true, value: bytes };
  };
}

function refused(code: Failure['code'], detail: string): Outcome<never> {
  return { ok: false, failure: { code, stage: 'score', detail } };
}

const hexadecimal = (digest: ArrayBuffer): string =>
  Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
