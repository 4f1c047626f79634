import type { Detector, DetectorReading, Tensor } from '../../contracts/detector.ts';
import type { FaceCuts } from '../../contracts/face.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { RunModel } from './run-model.ts';

/** The one output that every detector's model has. */
const OUTPUT = 'logits';

/** A detector's reading of each face in which it could see something. */
export type Readings = ReadonlyMap<FaceCuts, DetectorReading>;

/** A face and what the detector wants its model to be shown of it. */
interface Prepared {
  readonly cuts: FaceCuts;
  readonly input: Tensor;
}

/**
 * One detector's readings of the faces of a frame; faces whose inputs have the same shape share a run of its model.
 * Fails with the model's own failure, or with `model.output-malformed` when an output is not one row a face, or not
 * what the detector declares.
 */
export async function scoreFaces(
  detector: Detector,
  faces: readonly FaceCuts[],
  runModel: RunModel,
  signal: AbortSignal,
): Promise<Outcome<Readings>> {
  const readings = new Map<FaceCuts, DetectorReading>();
  for (const batch of sameShapes(prepareFaces(detector, faces))) {
    const outputs = await runModel(detector.id, stack(batch.map(({ input }) => input)), signal);
    if (!outputs.ok) return outputs;
    try {
      const rows = rowsOf(outputs.value[OUTPUT], batch.length);
      batch.forEach(({ cuts }, index) => readings.set(cuts, detector.read(rows(index), cuts)));
    } catch (error) {
      // `read` throws RangeError by contract; anything else is a bug and must not pass for a bad model.
      if (!(error instanceof RangeError)) throw error;
      const detail = `${detector.id}: ${error.message}`;
      return { ok: false, failure: { code: 'model.output-malformed', stage: 'score', detail } };
    }
  }
  return { ok: true, value: readings };
}

function prepareFaces(detector: Detector, faces: readonly FaceCuts[]): Prepared[] {
  return faces.flatMap((cuts) => {
    const input = detector.prepare(cuts);
    return input === undefined ? [] : [{ cuts, input }];
  });
}

/** The same in batches that can be stacked. */
function sameShapes(prepared: readonly Prepared[]): Iterable<readonly Prepared[]> {
  const batches = new Map<string, Prepared[]>();
  for (const one of prepared) {
    const shape = one.input.shape.join();
    batches.set(shape, [...(batches.get(shape) ?? []), one]);
  }
  return batches.values();
}

/** Tensors of shape [1, …] to one of shape [n, …]. */
function stack(tensors: readonly Tensor[]): Tensor {
  const [first] = tensors;
  const size = first?.values.length ?? 0;
  const values = new Float32Array(size * tensors.length);
  tensors.forEach((tensor, index) => values.set(tensor.values, index * size));
  return { shape: [tensors.length, ...(first?.shape.slice(1) ?? [])], values };
}

/** A tensor of shape [rows, …], row by row as tensors of shape [1, …]. */
function rowsOf(output: Tensor | undefined, rows: number): (row: number) => Tensor {
  if (output === undefined) throw new RangeError(`output ${OUTPUT} is missing`);
  if (output.shape[0] !== rows) {
    throw new RangeError(`output must have ${rows} rows, got shape [${output.shape.join(',')}]`);
  }
  const size = output.values.length / rows;
  const shape = [1, ...output.shape.slice(1)];
  return (row) => ({ shape, values: output.values.subarray(row * size, (row + 1) * size) });
}
