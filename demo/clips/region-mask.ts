import type { FaceShape, Position } from './portraits.ts';
import { pen } from './portraits.ts';
import type { Region } from './recipe.ts';

function along(from: Position, to: Position, share: number): Position {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

/** Corners of a region on a face, in order around it. */
function outline(face: FaceShape, region: Region): Position[] {
  switch (region) {
    case 'face':
      return [
        along(face.noseBridge, face.forehead, 0.9),
        along(face.noseBridge, face.rightTemple, 0.98),
        along(face.noseTip, face.rightCheek, 0.93),
        face.rightJaw,
        face.rightJawLow,
        along(face.lipBottom, face.chin, 0.95),
        face.leftJawLow,
        face.leftJaw,
        along(face.noseTip, face.leftCheek, 0.93),
        along(face.noseBridge, face.leftTemple, 0.98),
      ];
    case 'inner-face':
      return [
        along(face.noseBridge, face.forehead, 0.7),
        along(face.rightBrow, face.rightTemple, 0.65),
        along(face.noseTip, face.rightCheek, 0.8),
        along(face.mouthRight, face.rightJaw, 0.5),
        along(face.lipBottom, face.chin, 0.45),
        along(face.mouthLeft, face.leftJaw, 0.5),
        along(face.noseTip, face.leftCheek, 0.8),
        along(face.leftBrow, face.leftTemple, 0.65),
      ];
    case 'mouth':
      return [
        along(face.noseBase, face.lipTop, 0.1),
        along(face.noseRight, face.mouthRight, 0.3),
        along(face.mouthRight, face.rightJaw, 0.7),
        face.rightJawLow,
        along(face.lipBottom, face.chin, 0.95),
        face.leftJawLow,
        along(face.mouthLeft, face.leftJaw, 0.7),
        along(face.noseLeft, face.mouthLeft, 0.3),
      ];
    case 'eyes':
      return [
        along(face.noseBridge, face.forehead, 0.55),
        along(face.rightBrow, face.rightTemple, 0.8),
        along(face.rightEyeOuter, face.rightCheek, 0.55),
        along(face.rightEye, face.noseRight, 0.5),
        along(face.noseBridge, face.noseTip, 0.5),
        along(face.leftEye, face.noseLeft, 0.5),
        along(face.leftEyeOuter, face.leftCheek, 0.55),
        along(face.leftBrow, face.leftTemple, 0.8),
      ];
  }
}

/**
 * A soft mask: alpha of the region on a canvas of `width` × `height`.
 * @param place from the still's pixels to the mask's
 * @param featherPx radius of the soft edge in pixels of the mask
 */
export function regionMask(
  size: { readonly width: number; readonly height: number },
  face: FaceShape,
  region: Region,
  place: (at: Position) => Position,
  featherPx: number,
): Uint8ClampedArray {
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = pen(canvas);
  const corners = outline(face, region).map(place);
  const middle = (index: number): Position => {
    const here = corners[index % corners.length];
    const next = corners[(index + 1) % corners.length];
    if (here === undefined || next === undefined) throw new RangeError('a region needs corners');
    return along(here, next, 0.5);
  };
  context.filter = `blur(${featherPx.toFixed(2)}px)`;
  context.beginPath();
  const start = middle(corners.length - 1);
  context.moveTo(start.x, start.y);
  for (const [index, corner] of corners.entries()) {
    const end = middle(index);
    context.quadraticCurveTo(corner.x, corner.y, end.x, end.y);
  }
  context.fill();
  return context.getImageData(0, 0, size.width, size.height).data.filter((_, index) => index % 4 === 3);
}
