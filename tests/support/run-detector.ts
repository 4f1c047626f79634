import type { Detector, Tensor } from '../../src/contracts/detector.ts';
import type { FaceCuts } from '../../src/contracts/face.ts';
import type { ModelSessions } from '../../src/platform/inference/model-sessions.ts';

/** What the detector's model is shown of a face in which it can see something. */
export function inputOf(detector: Detector, cuts: FaceCuts): Tensor {
  const input = detector.prepare(cuts);
  if (input === undefined) throw new Error(`${detector.id} sees nothing`);
  return input;
}

/** The `logits` of a detector's real model on one face. */
export async function runDetector(detector: Detector, cuts: FaceCuts, inference: ModelSessions): Promise<Tensor> {
  const outputs = await inference.run(detector.id, inputOf(detector, cuts), new AbortController().signal);
  const logits = outputs.ok ? outputs.value['logits'] : undefined;
  if (logits === undefined) throw new Error(outputs.ok ? 'no logits' : outputs.failure.detail);
  return logits;
}
