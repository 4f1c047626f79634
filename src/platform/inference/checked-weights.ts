import type { Failure } from '../../contracts/failure.ts';
import type { Outcome } from '../../contracts/outcome.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** What a lock says of one file; its key is the model's name, which is the weights file's without `.onnx`. */
export interface LockedModel {
  readonly file: string;
  readonly bytes: number;
  /** Hexadecimal, lower case. */
  readonly sha256: string;
}

/**
 * `models/models.lock.json`, and `models/half.lock.json`: the graphs that compute models in half precision with the same
 * weights. Some have none: they need the digits. A lock of their own, because they stay as they are when weights change.
 */
export type ModelsLock = Readonly<Record<string, LockedModel>>;

/** What a session is made of. */
export interface ModelFiles {
  readonly graph: Bytes;
  /** The file that the graph's weights lie in, under the name that the graph calls it, where that is another. */
  readonly weights?: { readonly path: string; readonly data: Bytes };
}

/**
 * Gives a model's files once they have proved to be the locked ones. With `isHalf` its graph for half precision, where it
 * has one.
 */
export type ReadWeights = (model: string, isHalf: boolean) => Promise<Outcome<ModelFiles>>;

/**
 * A reader that refuses with `model.weights-mismatch` any files that are not byte for byte those of the lock, and with
 * `model.session-refused` those that cannot be read at all.
 */
export function createWeightsReader(
  { lock, halves }: { readonly lock: ModelsLock; readonly halves: ModelsLock },
  readBytes: (file: string) => Promise<Bytes>,
): ReadWeights {
  const read = async (locked: LockedModel): Promise<Outcome<Bytes>> => {
    let bytes: Bytes;
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
  return async (model, isHalf) => {
    const locked = lock[model];
    if (locked === undefined) return refused('model.weights-mismatch', `${model} is not in the lock`);
    const weights = await read(locked);
    if (!weights.ok) return weights;
    const half = halves[model];
    if (!isHalf || half === undefined) return { ok: true, value: { graph: weights.value } };
    const graph = await read(half);
    if (!graph.ok) return graph;
    return { ok: true, value: { graph: graph.value, weights: { path: locked.file, data: weights.value } } };
  };
}

function refused(code: Failure['code'], detail: string): Outcome<never> {
  return { ok: false, failure: { code, stage: 'score', detail } };
}

const hexadecimal = (digest: ArrayBuffer): string =>
  Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
