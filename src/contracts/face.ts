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
  /** Side of the same square in the frame's own pixels, before scaling. */
  readonly nativeSidePx: number;
}
