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

/** `models/models.lock.json`. */
export type ModelsLock = Readonly<Record<string, LockedModel>>;

/**
 * `models/graphs.lock.json`: graphs that compute models with the same weights in another way. `half` in half precision, for
 * WebGPU; `bands` without the convolutions that WebAssembly is slow at, for inputs as large as the model's probe. Some
 * models have none. A lock of their own, because they stay as they are when weights change.
 */
export type GraphsLock = Readonly<Record<'half' | 'bands', ModelsLock>>;

/** `plain`: the graph in a model's weights file. */
export type GraphKind = 'plain' | keyof GraphsLock;

/** What a session is made of. */
export interface ModelFiles {
  readonly graph: Bytes;
  /** The file that the graph's weights lie in, under the name that the graph calls it, where that is another. */
  readonly weights?: { readonly path: string; readonly data: Bytes };
}

/** Gives models' files. */
export interface WeightsReader {
  readonly has: (model: string, graph: GraphKind) => boolean;
  /** A graph's files once they have proved to be the locked ones. */
  readonly read: (model: string, graph: GraphKind) => Promise<Outcome<ModelFiles>>;
}

/**
 * A reader that refuses with `model.weights-mismatch` any files that are not byte for byte those of the lock, and with
 * `model.session-refused` those that cannot be read at all.
 */
export function createWeightsReader(
  { lock, graphs }: { readonly lock: ModelsLock; readonly graphs: GraphsLock },
  readBytes: (file: string) => Promise<Bytes>,
): WeightsReader {
  const readLocked = async (locked: LockedModel): Promise<Outcome<Bytes>> => {
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
  const lockedGraph = (model: string, graph: GraphKind): LockedModel | undefined =>
    graph === 'plain' ? lock[model] : graphs[graph][model];
  return {
    has: (model, graph) => lockedGraph(model, graph) !== undefined,
    read: async (model, kind) => {
      const [locked, other] = [lock[model], lockedGraph(model, kind)];
      if (locked === undefined || other === undefined) {
        return refused('model.weights-mismatch', `${model} (${kind}) is not in the lock`);
      }
      const weights = await readLocked(locked);
      if (!weights.ok) return weights;
      if (kind === 'plain') return { ok: true, value: { graph: weights.value } };
      const graph = await readLocked(other);
      if (!graph.ok) return graph;
      return { ok: true, value: { graph: graph.value, weights: { path: locked.file, data: weights.value } } };
    },
  };
}

function refused(code: Failure['code'], detail: string): Outcome<never> {
  return { ok: false, failure: { code, stage: 'score', detail } };
}

const hexadecimal = (digest: ArrayBuffer): string =>
  Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
