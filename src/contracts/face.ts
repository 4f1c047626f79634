/** A position in pixels of the frame, from its top left corner; may lie outside it. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An upright rectangle in pixels of the frame; may reach outside it. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** BlazeFace's six points. Right and left are the person's own. */
export interface FacePoints {
  readonly rightEye: Point;
  readonly leftEye: Point;
  readonly nose: Point;
  readonly mouth: Point;
  readonly rightEar: Point;
  readonly leftEar: Point;
}

/** A face that was found twice: in the whole frame, and again in a closer look at that place. */
export interface Face {
  readonly box: Box;
  readonly points: FacePoints;
  /** 0 to 1, of the closer look. */
  readonly confidence: number;
}

/** Why a found face may not count towards a verdict. */
export type GateReason =
  | 'too-small'
  | 'too-blurred'
  | 'too-dark'
  | 'too-bright'
  | 'turned-away'
  /** A drawing, painting, doll, animal…: not a photographed human face. */
  | 'not-photographic';

/** An aligned square picture of one face: eyes level, fixed scale. Interleaved RGB, 0 to 255, `side * side * 3` long. */
export interface FaceCrop {
  readonly sidePx: number;
  readonly rgb: Float32Array;
}

/**
 * A face's surroundings at the frame's own resolution: upright, pixel for pixel, never resampled. Interleaved RGB,
 * 0 to 255, `widthPx * heightPx * 3` long; empty where the face has no extent or the frame is not native.
 */
export interface FaceWindow {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgb: Float32Array;
}

/** What was measured on a face's aligned crop and its points. */
export interface FaceQuality {
  /** Side of the crop's square in the frame's own pixels, before scaling. */
  readonly nativeSidePx: number;
  /** Mean luma, 0 to 255. */
  readonly luma: number;
  /** Variance of the luma's Laplacian. */
  readonly sharpness: number;
  /** How far the head is turned: the nose's offset along the eye line, in eye distances. */
  readonly turn: number;
}

/** What was cut out of one frame around one face, with its quality: everything that a detector may look at. */
export interface FaceCuts {
  readonly aligned: FaceCrop;
  readonly native: FaceWindow;
  readonly quality: FaceQuality;
}
