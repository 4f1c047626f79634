import type { JSX } from 'preact';
import type { TextKey } from '../../contracts/badge.ts';
import type { Verification } from '../../contracts/report.ts';
import { shownFingerprint } from '../../core/report/fingerprint.ts';
import { ReportView } from '../../ui/report/report-view.tsx';
import type { Text } from '../../ui/text.ts';

/** Whose key a report is signed with. */
export type KeyOwner =
  { readonly kind: 'mine' } | { readonly kind: 'named'; readonly name: string } | { readonly kind: 'unknown' };

/** A file that was checked. */
export interface CheckedReport {
  readonly fileName: string;
  readonly verification: Verification;
  /** Only of an intact report. */
  readonly owner: KeyOwner;
}

/** What a person can do on the page. */
export interface VerifyActions {
  readonly check: (file: File) => void;
  readonly nameKey: (fingerprint: string, name: string) => void;
  readonly forgetKey: (fingerprint: string) => void;
}

interface VerifyPageProps {
  readonly checked: CheckedReport | undefined;
  readonly actions: VerifyActions;
  readonly text: Text;
}

const SENTENCES = {
  intact: 'verify_intact',
  changed: 'verify_changed',
  'wrong-key': 'verify_wrong_key',
  newer: 'verify_newer',
  'not-a-report': 'verify_not_a_report',
  broken: 'verify_broken',
  'too-large': 'verify_too_large',
} as const satisfies Record<Verification['kind'], TextKey>;

export function VerifyPage({ checked, actions, text }: VerifyPageProps): JSX.Element {
  return (
    <main>
      <h1>{text('verify_title')}</h1>
      <p>{text('verify_what')}</p>
      <p>
        <label for="report-file">{text('verify_choose')}</label>{' '}
        <input
          type="file"
          id="report-file"
          accept=".json,.html,application/json,text/html"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            if (file !== undefined) actions.check(file);
            // The same file may be chosen again.
            currentTarget.value = '';
          }}
        />
      </p>
      <div aria-live="polite">{checked !== undefined && <Answer checked={checked} text={text} />}</div>
      {checked?.verification.kind === 'intact' && (
        <>
          <Key
            key={checked.verification.fingerprint}
            fingerprint={checked.verification.fingerprint}
            owner={checked.owner}
            actions={actions}
            text={text}
          />
          <p>{text('verify_below')}</p>
          <ReportView report={checked.verification.report} text={text} />
        </>
      )}
    </main>
  );
}

function Answer({ checked, text }: { readonly checked: CheckedReport; readonly text: Text }): JSX.Element {
  const { fileName, verification, owner } = checked;
  const isIntact = verification.kind === 'intact';
  return (
    <section class="notice answer" data-verification={verification.kind} aria-labelledby="answer">
      <h2 id="answer">
        <bdi>{fileName}</bdi>
      </h2>
      <p class="word">{text(SENTENCES[verification.kind])}</p>
      {isIntact && <p data-owner={owner.kind}>{ownerSentence(owner, text)}</p>}
      {isIntact && verification.seal !== 'no-page' && (
        <p data-seal={verification.seal}>
          {text(verification.seal === 'intact' ? 'verify_seal_intact' : 'verify_seal_changed')}
        </p>
      )}
    </section>
  );
}

function ownerSentence(owner: KeyOwner, text: Text): string {
  switch (owner.kind) {
    case 'mine':
      return text('verify_key_mine');
    case 'named':
      return text('verify_key_named', [owner.name]);
    case 'unknown':
      return text('verify_key_unknown');
  }
}

interface KeyProps {
  readonly fingerprint: string;
  readonly owner: KeyOwner;
  readonly actions: VerifyActions;
  readonly text: Text;
}

/** The fingerprint to compare, and a name for it so that it need not be compared again. */
function Key({ fingerprint, owner, actions, text }: KeyProps): JSX.Element {
  return (
    <section class="key" aria-labelledby="key">
      <h2 id="key">{text('report_key')}</h2>
      <p class="fingerprint" dir="ltr" data-checked-fingerprint={fingerprint}>
        <code>{shownFingerprint(fingerprint)}</code>
      </p>
      {owner.kind === 'unknown' && <NameForm fingerprint={fingerprint} actions={actions} text={text} />}
      {owner.kind === 'named' && (
        <p>
          <button type="button" id="forget-key" onClick={() => actions.forgetKey(fingerprint)}>
            {text('verify_forget')}
          </button>
        </p>
      )}
    </section>
  );
}

function NameForm({ fingerprint, actions, text }: Omit<KeyProps, 'owner'>): JSX.Element {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const name = new FormData(event.currentTarget).get('name');
        if (typeof name === 'string' && name.trim() !== '') actions.nameKey(fingerprint, name.trim());
      }}
    >
      <label for="key-name">{text('verify_name')}</label>{' '}
      <input id="key-name" name="name" type="text" maxLength={80} required autocomplete="off" />{' '}
      <button type="submit" id="save-key">
        {text('verify_save_name')}
      </button>
    </form>
  );
}
