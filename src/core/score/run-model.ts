import type { Tensor } from '../../contracts/detector.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { DetectorId } from '../../contracts/score.ts';
import type { ModelOutputs } from '../crop/face-finder.ts';

/** A weights file without its `.onnx`. */
export type ModelId = 'face-finder' | DetectorId;

/** Runs a model once on one input. Inputs of several faces are stacked along the first axis. */
export type RunModel = (id: ModelId, input: Tensor, signal: AbortSignal) => Promise<Outcome<ModelOutputs>>;
