import { between, normal, type Random } from './random.ts';

/** A hand-held camera: where it looks at a time, in shares of the picture's width, and how it is turned and zoomed. */
export interface CameraPose {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  readonly turn: number;
  /** Exposure: 0 is the still's own brightness, negative darker. */
  readonly exposure: number;
}

/** Slow waves that never quite repeat: the sway of an arm. */
function sway(random: Random, amplitude: number): (timeS: number) => number {
  const waves = [0.23, 0.61, 1.7].map((hertz) => ({
    hertz: hertz * between(random, 0.8, 1.25),
    phase: between(random, 0, 2 * Math.PI),
    weight: 1 / (1 + hertz * 2),
  }));
  return (timeS) =>
    amplitude *
    waves.reduce((sum, { hertz, phase, weight }) => sum + weight * Math.sin(2 * Math.PI * hertz * timeS + phase), 0);
}

/** Amplitudes were chosen so that a picture 12 % larger than the frame never shows its border. */
export function handheldCamera(random: Random): (timeS: number) => CameraPose {
  const x = sway(random, 0.016);
  const y = sway(random, 0.014);
  const turn = sway(random, 0.012);
  const breath = sway(random, 0.02);
  const creep = between(random, -0.006, 0.006);
  return (timeS) => ({
    x: x(timeS),
    y: y(timeS),
    zoom: 1 + 0.01 + creep * timeS * 0.3,
    turn: turn(timeS),
    exposure: -0.03 + breath(timeS),
  });
}

export type Context = OffscreenCanvasRenderingContext2D;

/** Draws light and dark over the whole frame. */
export function expose(context: Context, exposure: number): void {
  context.save();
  context.resetTransform();
  context.globalAlpha = Math.min(0.2, Math.abs(exposure));
  context.fillStyle = exposure < 0 ? '#000' : '#fff';
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.restore();
}

const GRAIN_SIDE = 256;

/** Sensor noise: a patch of grey-and-colour grain laid down at another place in every frame. */
export function sensorNoise(random: Random, deviation: number): (context: Context) => void {
  const tile = new OffscreenCanvas(GRAIN_SIDE, GRAIN_SIDE);
  const grain = new ImageData(GRAIN_SIDE, GRAIN_SIDE);
  for (let at = 0; at < grain.data.length; at += 4) {
    const luma = normal(random) * deviation;
    for (let channel = 0; channel < 3; channel++) {
      grain.data[at + channel] = 128 + luma + normal(random) * deviation * 0.5;
    }
    grain.data[at + 3] = 255;
  }
  tile.getContext('2d')?.putImageData(grain, 0, 0);
  return (context) => {
    const pattern = context.createPattern(tile, 'repeat');
    if (pattern === null) return;
    context.save();
    context.resetTransform();
    context.globalCompositeOperation = 'overlay';
    context.translate(-Math.floor(random() * GRAIN_SIDE), -Math.floor(random() * GRAIN_SIDE));
    context.fillStyle = pattern;
    context.fillRect(0, 0, context.canvas.width + GRAIN_SIDE, context.canvas.height + GRAIN_SIDE);
    context.restore();
  };
}
