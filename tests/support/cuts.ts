import type { FaceCuts, FacePoints } from '../../src/contracts/face.ts';
import type { Pixels } from '../../src/contracts/frame.ts';
import { cutFace } from '../../src/core/crop/cut.ts';
import { measureFace } from '../../src/core/crop/gate.ts';
import { cutWindow } from '../../src/core/crop/window.ts';

/** Everything a detector may look at, of one face. */
export function cutsOf(pixels: Pixels, points: FacePoints): FaceCuts {
  const aligned = cutFace(pixels, points);
  return { aligned, native: cutWindow(pixels, points), quality: measureFace(aligned, points) };
}
