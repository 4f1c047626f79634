import { h, render } from 'preact';
import type { FrameFindings } from '../../contracts/score.ts';
import { faceMarks } from '../../core/show/face-marks.ts';
import { fusion } from '../../detectors/registry.ts';
import { FaceFrames } from '../../ui/card/face-frames.tsx';
import { pictureArea } from '../../ui/card/picture-area.ts';
import type { Text } from '../../ui/text.ts';
import type { Sighting } from './sighting.ts';

/** A look farther from the player's position than this shows another picture, ms. */
const SAME_PICTURE_MS = 120;

/** Frames around the faces of the look at the player's position; gone while the video is anywhere else. */
export class FaceOverlay {
  readonly #box = document.createElement('div');
  readonly #text: Text;

  constructor(shadow: ShadowRoot, text: Text) {
    this.#text = text;
    this.#box.className = 'faces';
    this.#box.setAttribute('aria-hidden', 'true');
    shadow.append(this.#box);
  }

  draw({ video, findings }: Sighting): void {
    const look = lookAt(findings, video.currentTime * 1000);
    if (look === undefined) {
      render(null, this.#box);
      return;
    }
    const size = { width: video.videoWidth, height: video.videoHeight };
    const picture = pictureArea(video.getBoundingClientRect(), size, getComputedStyle(video).objectFit);
    render(h(FaceFrames, { faces: faceMarks(look, fusion).faces, picture, text: this.#text }), this.#box);
  }

  remove(): void {
    render(null, this.#box);
    this.#box.remove();
  }
}

function lookAt(findings: readonly FrameFindings[], positionMs: number): FrameFindings | undefined {
  const apart = ({ mediaTimeMs }: FrameFindings): number => Math.abs(mediaTimeMs - positionMs);
  const [nearest] = findings.toSorted((a, b) => apart(a) - apart(b));
  return nearest !== undefined && apart(nearest) <= SAME_PICTURE_MS ? nearest : undefined;
}
