import type { ComponentChildren, JSX } from 'preact';
import type { Report } from '../../contracts/report.ts';
import { shownFingerprint } from '../../core/report/fingerprint.ts';
import { SEARCH_SERVICES } from '../../core/report/search-services.ts';
import { badgeView } from '../../core/show/badge-view.ts';
import { factsView } from '../../core/show/fact-view.ts';
import { FactList } from '../facts/fact-list.tsx';
import { playTime } from '../play-time.ts';
import { StateMark } from '../state-mark/state-mark.tsx';
import type { Text } from '../text.ts';
import { FramesTable } from './frames-table.tsx';
import { Pictures } from './pictures.tsx';
import { MadeWith, SubjectTable, Weighing } from './report-tables.tsx';

interface ReportViewProps {
  readonly report: Report;
  readonly text: Text;
}

/**
 * A whole report, drawn the same way before it is saved, in the saved page, and where it is checked. Every word of it
 * may come from somebody else's file.
 */
export function ReportView({ report, text }: ReportViewProps): JSX.Element {
  return (
    <article class="report">
      <Finding report={report} text={text} />
      <Section name="report_facts" text={text}>
        <Declared report={report} text={text} />
      </Section>
      <Section name="report_subject" text={text}>
        <SubjectTable report={report} text={text} />
      </Section>
      <Section name="report_pictures" text={text}>
        <Pictures report={report} text={text} />
      </Section>
      <Section name="report_frames" text={text}>
        <FramesTable report={report} text={text} />
      </Section>
      <Section name="report_weighed" text={text}>
        <Weighing report={report} text={text} />
      </Section>
      <Section name="report_made_with" text={text}>
        <MadeWith report={report} text={text} />
      </Section>
      <Section name="report_limits" text={text}>
        <Limits text={text} />
      </Section>
      <Section name="report_search" text={text}>
        <Search text={text} />
      </Section>
      <Section name="report_signature" text={text}>
        <Signature report={report} text={text} />
      </Section>
    </article>
  );
}

function Section(props: {
  readonly name: string;
  readonly text: Text;
  readonly children: ComponentChildren;
}): JSX.Element {
  const id = props.name.replaceAll('_', '-');
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{props.text(props.name)}</h2>
      {props.children}
    </section>
  );
}

function Finding({ report, text }: ReportViewProps): JSX.Element {
  const { verdict } = report;
  const view = badgeView(verdict, 'standard');
  const moments = 'moments' in verdict ? verdict.moments : [];
  return (
    <section class="report-finding" data-state={verdict.state} aria-labelledby="report-found">
      <h2 id="report-found">{text('report_found')}</h2>
      <p class="word">
        <StateMark state={verdict.state} /> {text(view.word)}
      </p>
      <p>{text(view.meaning)}</p>
      {view.because !== undefined && <p>{text(view.because)}</p>}
      {moments.length > 0 && (
        <p>{text('popup_moments', [moments.map(({ startMs }) => playTime(startMs)).join(', ')])}</p>
      )}
    </section>
  );
}

function Declared({ report, text }: ReportViewProps): JSX.Element {
  const facts = factsView(report.facts, report.verdict.state);
  if (facts.chips.length === 0 && facts.unread.length === 0) return <p>{text('report_no_facts')}</p>;
  return <FactList facts={facts} text={text} />;
}

const LIMITS = [
  'report_limit_guess',
  'report_limit_signature',
  'report_limit_hash',
  'report_limit_page',
  'report_limit_clock',
];

function Limits({ text }: { readonly text: Text }): JSX.Element {
  return (
    <ul>
      {LIMITS.map((limit) => (
        <li key={limit}>{text(limit)}</li>
      ))}
    </ul>
  );
}

function Search({ text }: { readonly text: Text }): JSX.Element {
  return (
    <>
      <p>{text('report_search_what')}</p>
      <ul>
        {SEARCH_SERVICES.map(({ name, address }) => (
          <li key={name}>
            <a data-search href={address} target="_blank" rel="noreferrer noopener">
              {name}
            </a>
            {': '}
            {text('report_search_opens', [new URL(address).hostname])}
          </li>
        ))}
      </ul>
    </>
  );
}

function Signature({ report, text }: ReportViewProps): JSX.Element {
  return (
    <>
      <p>{text('report_key')}</p>
      <p class="fingerprint" dir="ltr" data-fingerprint={report.key}>
        <code>{shownFingerprint(report.key)}</code>
      </p>
      <p>{text('report_compare')}</p>
      <p>{text('report_check_how')}</p>
    </>
  );
}
