import type { Tensor } from '../../contracts/detector.ts';

/** What is shown to a model. */
export interface ProbeQuestion {
  readonly shape: readonly number[];
  /** Least and largest value. */
  readonly low: number;
  readonly high: number;
}

/**
 * What a model must answer to `probeInput`, kept in `models/probes.json` (written by `tools/lock-models.ts`). Each new
 * session is asked once: drivers and compilers that compute wrongly do exist, and would pass for evidence.
 */
export interface Probe extends ProbeQuestion {
  /** Values of each output, spread evenly over it. */
  readonly outputs: Readonly<Record<string, readonly number[]>>;
}

/** `models/probes.json`: by the weights file's name without `.onnx`. */
export type Probes = Readonly<Record<string, Probe>>;

/** Values compared of one output. */
const MOST_VALUES = 32;
/** Half precision moved the detectors' answers to the probe by 0.001 and to other pictures by 0.03 at most: decision 0024. */
const TOLERANCE = 0.03;

/** A picture-like input, the same everywhere: soft waves with a little noise. */
export function probeInput({ shape, low, high }: ProbeQuestion): Tensor {
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  let seed = 1;
  for (let at = 0; at < values.length; at += 1) {
    // A linear congruential generator in whole numbers: no rounding that differs between machines.
    seed = (seed * 1103 + 12345) % 65536;
    const wave = (at % 384) / 384;
    const share = 0.8 * Math.abs(2 * wave - 1) + 0.2 * (seed / 65536);
    values[at] = low + share * (high - low);
  }
  return { shape, values };
}

/** Values of an output at even distances: enough to tell a wrong computation, small enough to keep. */
export function sampleOf({ values }: Tensor): number[] {
  const count = Math.min(MOST_VALUES, values.length);
  return Array.from({ length: count }, (_, at) => values[Math.floor((at * values.length) / count)] ?? NaN);
}

/** Why the outputs are not those of the probe; undefined when they are. */
export function objectionTo(outputs: Readonly<Record<string, Tensor>>, probe: Probe): string | undefined {
  for (const [name, expected] of Object.entries(probe.outputs)) {
    const output = outputs[name];
    const got = output === undefined ? [] : sampleOf(output);
    const isSame = (value: number, at: number): boolean =>
      Math.abs((got[at] ?? NaN) - value) <= TOLERANCE * Math.max(1, Math.abs(value));
    const wrong = expected.findIndex((value, at) => !isSame(value, at));
    if (wrong >= 0) return `${name}[${wrong}] must be ${String(expected[wrong])}, is ${String(got[wrong])}`;
  }
  return undefined;
}
