import facePoints from '../portraits/face-points.json' with { type: 'json' };

export type PortraitName = 'astronaut' | 'admiral';
export type FacePointName = keyof (typeof facePoints)['astronaut'];
export interface Position {
  readonly x: number;
  readonly y: number;
}
export type FaceShape = Readonly<Record<FacePointName, Position>>;

/** A still with the face points on it, both in the still's own pixels. */
export interface Portrait {
  readonly name: PortraitName;
  readonly still: OffscreenCanvas;
  readonly face: FaceShape;
}

export function mapShape(face: FaceShape, move: (at: Position, name: FacePointName) => Position): FaceShape {
  const names = Object.keys(face) as FacePointName[];
  return Object.fromEntries(names.map((name) => [name, move(face[name], name)])) as Record<FacePointName, Position>;
}

function faceOf(name: PortraitName): FaceShape {
  const entries = Object.entries(facePoints[name]).map(([point, at]) => [point, { x: at[0] ?? 0, y: at[1] ?? 0 }]);
  return Object.fromEntries(entries) as Record<FacePointName, Position>;
}

/** Reads a still from `/portraits/`. */
export async function openPortrait(name: PortraitName): Promise<Portrait> {
  const answer = await fetch(`/portraits/${name}.jpg`);
  if (!answer.ok) throw new Error(`portrait ${name}: the server answered ${answer.status}`);
  const picture = await createImageBitmap(await answer.blob());
  const still = new OffscreenCanvas(picture.width, picture.height);
  pen(still).drawImage(picture, 0, 0);
  return { name, still, face: faceOf(name) };
}

/** The same person facing the other way. A person's right eye becomes the left one of the mirrored face. */
export function mirrored(portrait: Portrait): Portrait {
  const { width, height } = portrait.still;
  const still = new OffscreenCanvas(width, height);
  const context = pen(still);
  context.setTransform(-1, 0, 0, 1, width, 0);
  context.drawImage(portrait.still, 0, 0);
  const face = mapShape(portrait.face, (_, name) => {
    const at = portrait.face[otherSide(name)];
    return { x: width - at.x, y: at.y };
  });
  return { name: portrait.name, still, face };
}

function otherSide(name: FacePointName): FacePointName {
  const swapped = name.replace(/right|Right|left|Left/, (side) => {
    return { right: 'left', Right: 'Left', left: 'right', Left: 'Right' }[side] ?? side;
  });
  return swapped as FacePointName;
}

/** A 2-D context that stays in main memory: every frame is read back by the encoder. */
export function pen(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('this browser gives no 2-D canvas');
  context.imageSmoothingQuality = 'high';
  return context;
}
