import { expose, handheldCamera, sensorNoise } from './camera.ts';
import type { ClipSpec } from './clip-spec.ts';
import type { DrawFrame } from './people-scenes.ts';
import { pen } from './portraits.ts';
import { seededRandom } from './random.ts';

type Noise2 = (x: number, y: number) => number;
type Colour = readonly [number, number, number];

/** Value noise in [0, 1], smooth between the points of a grid. */
function valueNoise(seed: number): Noise2 {
  const lattice = (x: number, y: number): number => {
    let mixed = Math.imul(x, 374761393) + Math.imul(y, 668265263) + Math.imul(seed, 974634777);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 1274126177);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
  const ease = (share: number): number => share * share * (3 - 2 * share);
  return (x, y) => {
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [right, down] = [ease(x - left), ease(y - top)];
    const above = lattice(left, top) * (1 - right) + lattice(left + 1, top) * right;
    const below = lattice(left, top + 1) * (1 - right) + lattice(left + 1, top + 1) * right;
    return above * (1 - down) + below * down;
  };
}

/** Noise of many sizes at once, as clouds and ridges have it. */
function fractal(noise: Noise2, octaves: number): Noise2 {
  return (x, y) => {
    let sum = 0;
    let total = 0;
    for (let octave = 0; octave < octaves; octave++) {
      const weight = 0.55 ** octave;
      sum += weight * noise(x * 2 ** octave + octave * 17, y * 2 ** octave - octave * 9);
      total += weight;
    }
    return sum / total;
  };
}

function mix(from: Colour, to: Colour, share: number): Colour {
  const by = Math.max(0, Math.min(1, share));
  return [from[0] + (to[0] - from[0]) * by, from[1] + (to[1] - from[1]) * by, from[2] + (to[2] - from[2]) * by];
}

const ZENITH: Colour = [84, 132, 188];
const HORIZON: Colour = [206, 216, 222];
const CLOUD: Colour = [240, 238, 236];
const CLOUD_SHADE: Colour = [168, 174, 186];
const FAR_HILL: Colour = [128, 148, 166];
const NEAR_HILL: Colour = [52, 68, 42];
const SUNLIT: Colour = [112, 118, 66];
/** Where the lake begins, as a share of the height. */
const SHORE = 0.66;
const HILL_ROWS = 4;

/** Sky and hills down to the shore. */
function paintLand(width: number, height: number, seed: number): OffscreenCanvas {
  const clouds = fractal(valueNoise(seed), 6);
  const ground = fractal(valueNoise(seed + 1), 6);
  const shore = Math.round(height * SHORE);
  const picture = new ImageData(width, shore);
  const ridges = Array.from({ length: HILL_ROWS }, (_, row) => {
    const wave = fractal(valueNoise(seed + 10 + row), 5);
    const base = 0.34 + 0.09 * row;
    return Array.from({ length: width }, (_unused, x) => {
      return (base - 0.2 * (wave((x / width) * (3 + row) * 1.2, row) - 0.35)) * height;
    });
  });
  for (let y = 0; y < shore; y++) {
    for (let x = 0; x < width; x++) {
      const [across, down] = [x / width, y / height];
      const row = ridges.findLastIndex((ridge) => y >= (ridge[x] ?? height));
      let colour: Colour;
      if (row < 0) {
        const cover = clouds(across * 5 + down * 2, down * 9) * 1.9 - 0.85;
        const cloud = mix(CLOUD, CLOUD_SHADE, clouds(across * 5 + 3, down * 9 + 0.6) * 1.6 - 0.5);
        colour = mix(mix(ZENITH, HORIZON, down / 0.45), cloud, cover);
      } else {
        const texture = ground(across * 60, down * 90 + row * 7);
        const slope = ground(across * 14 + row * 3, down * 10);
        const near = mix(NEAR_HILL, SUNLIT, slope * 1.8 - 0.5 + (texture - 0.5) * 1.2);
        const haze = mix(near, FAR_HILL, 0.85 - row * 0.27);
        colour = mix(haze, [0, 0, 0], (0.5 - texture) * 0.5 * (row / HILL_ROWS));
      }
      picture.data.set([...colour, 255], (y * width + x) * 4);
    }
  }
  const canvas = new OffscreenCanvas(width, shore);
  pen(canvas).putImageData(picture, 0, 0);
  return canvas;
}

/** A lake under hills and clouds; the water moves, and nobody is there. */
export function landscapeScene(spec: ClipSpec, seed: number): DrawFrame {
  const [width, height] = [Math.round(spec.width * 1.14), Math.round(spec.height * 1.14)];
  const land = paintLand(width, height, seed);
  const shore = land.height;
  const picture = new OffscreenCanvas(width, height);
  const brush = pen(picture);
  const random = seededRandom(seed);
  const camera = handheldCamera(random);
  const noise = sensorNoise(random, 7);
  return (context, timeS) => {
    brush.drawImage(land, 0, 0);
    for (let row = 0; row < height - shore; row++) {
      const depth = row / (height - shore);
      const ripple =
        Math.sin(row * (0.9 - 0.6 * depth) + timeS * 5) * (1 + 9 * depth) + Math.sin(row * 0.23 - timeS * 2.1) * 3;
      const source = Math.max(0, Math.min(shore - 1, shore - 1 - row * 1.5 + ripple));
      brush.drawImage(land, 0, source, width, 1, ripple * 0.4, shore + row, width, 1);
    }
    brush.fillStyle = 'rgba(24, 44, 62, 0.28)';
    brush.fillRect(0, shore, width, height - shore);
    const pose = camera(timeS);
    context.resetTransform();
    context.translate(spec.width / 2 + pose.x * spec.width, spec.height / 2 + pose.y * spec.width);
    context.rotate(pose.turn);
    context.drawImage(picture, -width / 2, -height / 2);
    noise(context);
    expose(context, pose.exposure);
  };
}
