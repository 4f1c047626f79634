import type { Box } from '../../contracts/face.ts';
import type { SampledFrame } from '../../contracts/frame.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { ReportedFace, ReportedFrame } from '../../contracts/report.ts';
import { openMedia } from '../media/open-media.ts';

/** Large enough to be recognised by a search service, small enough for two dozen. */
const PICTURE_SIDE_PX = 480;
const CROP_SIDE_PX = 224;
/** A face with its hair and chin. */
const CROP_SCALE = 1.6;
const QUALITY = 0.85;

/** Which pictures the person wants in the report. */
export interface PictureChoices {
  readonly contactSheet: boolean;
  readonly crops: boolean;
}

/**
 * Reads the given frames again, from a file or a media address, and draws what was chosen. A frame that cannot be read
 * stays without; fails when none can. After `signal` is aborted whatever it gives means nothing.
 */
export async function drawPictures(
  from: Blob | string,
  frames: readonly ReportedFrame[],
  choices: PictureChoices,
  onTurn: (done: number) => void,
  signal: AbortSignal,
): Promise<Outcome<readonly ReportedFrame[]>> {
  const opened = await openMedia(from);
  if (!opened.ok) return opened;
  const media = opened.value;
  const drawn: ReportedFrame[] = [];
  let failure: Outcome<never> | undefined;
  try {
    for (const [turn, frame] of frames.entries()) {
      if (signal.aborted) break;
      onTurn(turn);
      const again = await media.frameAt(frame.mediaTimeMs);
      if (again.ok) drawn.push(await illustrated(frame, again.value, choices));
      else failure = again;
    }
  } finally {
    media.close();
  }
  return drawn.length === 0 && failure !== undefined ? failure : { ok: true, value: drawn };
}

async function illustrated(
  frame: ReportedFrame,
  { picture }: SampledFrame<ImageBitmap>,
  { contactSheet, crops }: PictureChoices,
): Promise<ReportedFrame> {
  try {
    const { width, height } = picture;
    // Frames of a page may have been shrunk on their way to the detectors.
    const scale = width / frame.widthPx;
    const faces = crops ? await Promise.all(frame.faces.map((face) => withCrop(face, picture, scale))) : frame.faces;
    const whole = { x: 0, y: 0, width, height };
    return contactSheet
      ? { ...frame, faces, picture: await jpegOf(picture, whole, PICTURE_SIDE_PX) }
      : { ...frame, faces };
  } finally {
    picture.close();
  }
}

async function withCrop(face: ReportedFace, picture: ImageBitmap, scale: number): Promise<ReportedFace> {
  const { x, y, width, height } = face.box;
  const side = Math.max(width, height) * CROP_SCALE * scale;
  const box = {
    x: (x + width / 2) * scale - side / 2,
    y: (y + height / 2) * scale - side / 2,
    width: side,
    height: side,
  };
  return { ...face, crop: await jpegOf(picture, box, CROP_SIDE_PX) };
}

/** A part of a picture as a JPEG in a `data:` address. */
async function jpegOf(picture: ImageBitmap, { x, y, width, height }: Box, longestPx: number): Promise<string> {
  const scale = Math.min(1, longestPx / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser has no 2d canvas off screen');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, x, y, width, height, 0, 0, canvas.width, canvas.height);
  return addressOf(await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY }));
}

function addressOf(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      resolve(reader.result as string);
    };
    reader.onerror = () => {
      reject(reader.error ?? new Error('the picture could not be read'));
    };
    reader.readAsDataURL(blob);
  });
}
