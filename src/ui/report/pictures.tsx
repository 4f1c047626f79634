import type { JSX } from 'preact';
import type { Report } from '../../contracts/report.ts';
import { playTime } from '../play-time.ts';
import type { Text } from '../text.ts';

const SOURCES = { 'media-address': 'report_pictures_from_media', file: 'report_pictures_from_file' } as const;

/** The contact sheet and the faces that were cut out; a sentence where the person chose neither. */
export function Pictures({ report, text }: { readonly report: Report; readonly text: Text }): JSX.Element {
  const { frames, picturesFrom } = report;
  if (picturesFrom === undefined) return <p>{text('report_no_pictures')}</p>;
  const sheet = frames.flatMap(({ picture, mediaTimeMs }) => (picture === undefined ? [] : [{ picture, mediaTimeMs }]));
  const crops = frames.flatMap(({ faces, mediaTimeMs }) =>
    faces.flatMap(({ crop }) => (crop === undefined ? [] : [{ picture: crop, mediaTimeMs }])),
  );
  return (
    <>
      <p>{text(SOURCES[picturesFrom])}</p>
      <Sheet name="contact-sheet" caption="report_frame_at" pictures={sheet} text={text} />
      <Sheet name="crops" caption="report_face_at" pictures={crops} text={text} />
    </>
  );
}

interface SheetProps {
  readonly name: string;
  readonly caption: string;
  readonly pictures: readonly { readonly picture: string; readonly mediaTimeMs: number }[];
  readonly text: Text;
}

function Sheet({ name, caption, pictures, text }: SheetProps): JSX.Element | null {
  if (pictures.length === 0) return null;
  return (
    <ul class={`sheet ${name}`}>
      {pictures.map(({ picture, mediaTimeMs }, index) => (
        <li key={index}>
          <img src={picture} alt={text(caption, [playTime(mediaTimeMs)])} />
          <span aria-hidden="true">{playTime(mediaTimeMs)}</span>
        </li>
      ))}
    </ul>
  );
}
