import type { JSX } from 'preact';
import type { TextKey } from '../../contracts/badge.ts';
import type { Report } from '../../contracts/report.ts';
import { ReportView } from '../../ui/report/report-view.tsx';
import type { Text } from '../../ui/text.ts';

/** Why there is no report. */
export type Missing =
  | 'off'
  | 'asking'
  /** The page or file is not there any more. */
  | 'gone'
  /** Nothing was looked at yet. */
  | 'nothing'
  /** The key cannot be made or read. */
  | 'no-key';

/** How far the pictures are. */
export type PicturesProgress =
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading'; readonly done: number; readonly of: number }
  | { readonly kind: 'failed' };

/** What the page knows. */
export interface ReportPageState {
  readonly report: Report | Missing;
  /** False where a script of the page hands the video out in pieces: nothing to read pictures from. */
  readonly canDraw: boolean;
  readonly wantsSheet: boolean;
  readonly wantsCrops: boolean;
  readonly progress: PicturesProgress;
  readonly isSaved: boolean;
}

/** What a person can do on it. */
export interface ReportPageActions {
  readonly choose: (change: Partial<Pick<ReportPageState, 'wantsSheet' | 'wantsCrops'>>) => void;
  readonly retry: () => void;
  readonly savePage: () => void;
  readonly saveJson: () => void;
}

interface ReportPageProps {
  readonly state: ReportPageState;
  readonly actions: ReportPageActions;
  readonly verifyAddress: string;
  readonly text: Text;
}

const MISSING = {
  off: 'report_off',
  asking: 'report_asking',
  gone: 'report_gone',
  nothing: 'report_nothing',
  'no-key': 'report_no_key',
} as const satisfies Record<Missing, TextKey>;

export function ReportPage({ state, actions, verifyAddress, text }: ReportPageProps): JSX.Element {
  const { report } = state;
  return (
    <main>
      <h1>{text('report_title')}</h1>
      <p>{text('report_what')}</p>
      {typeof report === 'string' ? (
        <>
          <p class="notice" role="status" data-missing={report}>
            {text(MISSING[report])}
          </p>
          {(report === 'nothing' || report === 'gone') && (
            <p>
              <button type="button" id="retry" onClick={actions.retry}>
                {text('report_retry')}
              </button>
            </p>
          )}
        </>
      ) : (
        <>
          <Choices state={state} actions={actions} text={text} />
          <Saving state={state} actions={actions} text={text} />
          <ReportView report={report} text={text} />
        </>
      )}
      <p>
        <a id="verify" href={verifyAddress} target="_blank" rel="noopener">
          {text('verify_title')}
        </a>
      </p>
    </main>
  );
}

type PartProps = Pick<ReportPageProps, 'state' | 'actions' | 'text'>;

function Choices({ state, actions, text }: PartProps): JSX.Element {
  const { canDraw, wantsSheet, wantsCrops, progress } = state;
  return (
    <fieldset>
      <legend>{text('report_choose')}</legend>
      <label>
        <input
          type="checkbox"
          id="wants-sheet"
          checked={wantsSheet}
          disabled={!canDraw}
          onChange={({ currentTarget }) => actions.choose({ wantsSheet: currentTarget.checked })}
        />{' '}
        {text('report_wants_sheet')}
      </label>
      <label>
        <input
          type="checkbox"
          id="wants-crops"
          checked={wantsCrops}
          disabled={!canDraw}
          onChange={({ currentTarget }) => actions.choose({ wantsCrops: currentTarget.checked })}
        />{' '}
        {text('report_wants_crops')}
      </label>
      <p class="traits">{text(canDraw ? 'report_shows_people' : 'report_no_source')}</p>
      <p role="status" data-pictures={progress.kind}>
        {progress.kind === 'reading' && text('report_reading', [String(progress.done), String(progress.of)])}
        {progress.kind === 'failed' && text('report_unread_pictures')}
      </p>
    </fieldset>
  );
}

function Saving({ state, actions, text }: PartProps): JSX.Element {
  const isBusy = state.progress.kind === 'reading';
  return (
    <>
      <p class="actions">
        <button type="button" id="save-page" disabled={isBusy} onClick={actions.savePage}>
          {text('report_save_page')}
        </button>
        <button type="button" id="save-json" disabled={isBusy} onClick={actions.saveJson}>
          {text('report_save_json')}
        </button>
      </p>
      <p role="status" data-saved={String(state.isSaved)}>
        {state.isSaved && text('report_saved')}
      </p>
    </>
  );
}
