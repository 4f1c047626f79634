import type { Context } from './camera.ts';
import type { ClipSpec } from './clip-spec.ts';
import type { DrawFrame } from './people-scenes.ts';
import { between, seededRandom } from './random.ts';

const LINE = '#2b2118';

function oval(context: Context, x: number, y: number, width: number, height: number, fill: string): void {
  context.beginPath();
  context.ellipse(x, y, width, height, 0, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.fill();
  context.stroke();
}

function room(context: Context, { width, height }: ClipSpec): void {
  context.resetTransform();
  context.fillStyle = '#f3d27a';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#e8bd55';
  for (let stripe = 0; stripe < width; stripe += 80) context.fillRect(stripe, 0, 40, height);
  context.fillStyle = '#7a4f9a';
  context.fillRect(0, height * 0.82, width, height * 0.18);
}

function head(context: Context): void {
  oval(context, 0, 330, 190, 140, '#3a7bb5');
  context.fillStyle = '#eab28c';
  context.fillRect(-40, 150, 80, 70);
  oval(context, -140, 10, 26, 36, '#eab28c');
  oval(context, 140, 10, 26, 36, '#eab28c');
  oval(context, 0, 0, 140, 175, '#f4c39f');
  context.beginPath();
  context.moveTo(-146, -30);
  context.bezierCurveTo(-170, -230, 170, -230, 146, -30);
  context.bezierCurveTo(110, -110, 20, -90, -40, -120);
  context.bezierCurveTo(-70, -80, -120, -80, -146, -30);
  context.fillStyle = '#7b3f1d';
  context.fill();
  context.stroke();
}

function features(context: Context, mouth: number, lid: number, look: number): void {
  for (const x of [-52, 52]) {
    oval(context, x, -18, 28, Math.max(3, 24 * lid), '#fff');
    if (lid > 0.4) {
      oval(context, x + look, -16, 12, 13, '#3d6b3a');
      oval(context, x + look, -16, 5, 6, '#111');
    }
    context.beginPath();
    context.moveTo(x - 32, -58);
    context.quadraticCurveTo(x, -78, x + 32, -58);
    context.stroke();
  }
  context.beginPath();
  context.moveTo(-4, 0);
  context.quadraticCurveTo(26, 46, -10, 46);
  context.stroke();
  oval(context, 0, 96, 46, 6 + 26 * mouth, '#7c1f2b');
  if (mouth > 0.35) oval(context, 0, 96 + 14 * mouth, 26, 9 * mouth, '#e0777d');
}

/** A drawn head that talks, blinks and nods. */
export function cartoonScene(spec: ClipSpec, seed: number): DrawFrame {
  const random = seededRandom(seed);
  const pace = between(random, 2.6, 3.4);
  const blinkAt = between(random, 1.2, 1.8);
  return (context, timeS) => {
    room(context, spec);
    context.lineWidth = 6;
    context.lineCap = 'round';
    context.strokeStyle = LINE;
    const scale = spec.height / 620;
    context.translate(spec.width / 2 + 14 * Math.sin(timeS * 1.3), spec.height * 0.46 + 6 * Math.sin(timeS * 2.4));
    context.rotate(0.05 * Math.sin(timeS * 1.7));
    context.scale(scale, scale);
    head(context);
    const mouth = Math.abs(Math.sin(timeS * pace * Math.PI)) * (0.5 + 0.5 * Math.sin(timeS * 2.2));
    const lid = timeS % blinkAt < 0.12 ? 0.1 : 1;
    features(context, Math.max(0, mouth), lid, 6 * Math.sin(timeS * 0.9));
  };
}
