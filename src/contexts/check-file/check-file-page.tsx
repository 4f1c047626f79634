import type { JSX } from 'preact';
import { FileReport } from '../../ui/file-report/file-report.tsx';
import type { FileProgress } from '../../ui/file-report/file-report.tsx';
import { TrustLists } from '../../ui/trust-lists/trust-lists.tsx';
import type { Text } from '../../ui/text.ts';

/** One chosen file and how far its check is. */
export interface FileRow {
  readonly id: number;
  readonly name: string;
  readonly progress: FileProgress;
}

interface CheckFilePageProps {
  /** The settings or a policy switched it off. */
  readonly isOff: boolean;
  readonly rows: readonly FileRow[];
  readonly isEngineGone: boolean;
  /** Names of the lists of issuers; the first comes with the extension. */
  readonly trustLists: readonly string[];
  readonly isListRefused: boolean;
  /** The picture of a page, from its context menu, could not be had. */
  readonly isPictureRefused: boolean;
  readonly text: Text;
  readonly onAddList: (file: File) => void;
  readonly onRemoveList: (name: string) => void;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onSave: () => void;
  readonly onClear: () => void;
}

export function CheckFilePage(props: CheckFilePageProps): JSX.Element {
  const { rows, isEngineGone, isOff, text, onSave, onClear } = props;
  if (isOff) return <SwitchedOff text={text} />;
  const isAnyChecked = rows.some(({ progress }) => progress.kind === 'checked');
  return (
    <main>
      <h1>{text('popup_check_file')}</h1>
      <p>{text('file_what')}</p>
      {isEngineGone && (
        <p class="notice" role="alert">
          {text('file_reload')}
        </p>
      )}
      {props.isPictureRefused && (
        <p class="notice" role="alert">
          {text('file_picture_refused')}
        </p>
      )}
      <DropZone {...props} />
      <p class="how-sure">{text('popup_how_sure')}</p>
      {isAnyChecked && (
        <p class="actions">
          <button type="button" id="save" onClick={onSave}>
            {text('file_save')}
          </button>
          <button type="button" id="clear" onClick={onClear}>
            {text('file_clear')}
          </button>
        </p>
      )}
      <ul class="files" aria-live="polite">
        {rows.map(({ id, name, progress }) => (
          <FileReport key={id} name={name} progress={progress} text={text} />
        ))}
      </ul>
      <TrustLists
        names={props.trustLists}
        isRefused={props.isListRefused}
        text={text}
        onAdd={props.onAddList}
        onRemove={props.onRemoveList}
      />
    </main>
  );
}

function SwitchedOff({ text }: Pick<CheckFilePageProps, 'text'>): JSX.Element {
  return (
    <main>
      <h1>{text('popup_check_file')}</h1>
      <p class="notice" id="off">
        {text('file_off')}
      </p>
    </main>
  );
}

/** A file input with a large label; dropping on the label is a shortcut that nobody needs. */
function DropZone({ text, onFiles }: CheckFilePageProps): JSX.Element {
  return (
    <label
      class="drop-zone"
      onDragOver={(event) => {
        event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        onFiles([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <span>{text('file_drop')}</span>
      <input
        id="files"
        type="file"
        multiple
        accept="video/mp4,video/webm,video/quicktime,image/jpeg,image/png,image/webp,.mov"
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          // The same file may be chosen again.
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}
