import type { JSX } from 'preact';
import type { FaceMark } from '../../contracts/card.ts';
import { detectorName } from '../../core/show/badge-view.ts';
import type { Rect } from '../badge/badge-place.ts';
import type { Text } from '../text.ts';

interface FaceFramesProps {
  readonly faces: readonly FaceMark[];
  /** Where the picture is drawn, CSS pixels of the viewport. */
  readonly picture: Rect;
  readonly text: Text;
}

/** Frames around the faces of one look, with each detector's evidence about the face that counts most. */
export function FaceFrames({ faces, picture, text }: FaceFramesProps): JSX.Element {
  const width = picture.right - picture.left;
  const height = picture.bottom - picture.top;
  return (
    <>
      {faces.map(({ box, scores, isStrongest }, index) => (
        <div
          key={index}
          class={isStrongest ? 'face-frame strongest' : 'face-frame'}
          style={{
            left: `${String(picture.left + box.x * width)}px`,
            top: `${String(picture.top + box.y * height)}px`,
            width: `${String(box.width * width)}px`,
            height: `${String(box.height * height)}px`,
          }}
        >
          {isStrongest && (
            <ul class="face-scores">
              {scores.map(({ detector, evidence }) => (
                <li key={detector}>{text('where_score', [text(detectorName(detector)), evidence.toFixed(1)])}</li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </>
  );
}
