import type { Detector, DetectorReading, Tensor } from '../../contracts/detector.ts';
import type { FaceCrop } from '../../contracts/face.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { RunModel } from './run-model.ts';

/** The one output that every detector's model has. */
const OUTPUT = 'logits';

/**
 * One detector's reading of each crop, from one run of its model. Fails with the model's own failure, or with
 * `model.output-malformed` when the output is not one row a crop, or not what the detector declares.
 */
export async function scoreCrops(
  detector: Detector,
  crops: readonly FaceCrop[],
  runModel: RunModel,
  signal: AbortSignal,
): Promise<Outcome<DetectorReading[]>> {
  if (crops.length === 0) return { ok: true, value: [] };
  const outputs = await runModel(detector.id, stack(crops.map(detector.prepare)), signal);
  if (!outputs.ok) return outputs;
  try {
    return { ok: true, value: rowsOf(outputs.value[OUTPUT], crops.length).map(detector.read) };
  } catch (error) {
    // `read` throws RangeError by contract; anything else is a bug and must not pass for a bad model.
    if (!(error instanceof RangeError)) throw error;
    const detail = `${detector.id}: ${error.message}`;
    return { ok: false, failure: { code: 'model.output-malformed', stage: 'score', detail } };
  }
}

/** Tensors of shape [1, …] to one of shape [n, …]. */
function stack(tensors: readonly Tensor[]): Tensor {
  const [first] = tensors;
  const size = first?.values.length ?? 0;
  const values = new Float32Array(size * tensors.length);
  tensors.forEach((tensor, index) => values.set(tensor.values, index * size));
  return { shape: [tensors.length, ...(first?.shape.slice(1) ?? [])], values };
}

/** A tensor of shape [n, …] to n of shape [1, …]. */
function rowsOf(output: Tensor | undefined, rows: number): Tensor[] {
  if (output === undefined) throw new RangeError(`output ${OUTPUT} is missing`);
  if (output.shape[0] !== rows) {
    throw new RangeError(`output must have ${rows} rows, got shape [${output.shape.join(',')}]`);
  }
  const size = output.values.length / rows;
  const shape = [1, ...output.shape.slice(1)];
  return Array.from({ length: rows }, (_, row) => ({
    shape,
    values: output.values.subarray(row * size, (row + 1) * size),
  }));
}
