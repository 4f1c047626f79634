import type { JSX } from 'preact';
import type { Report } from '../../contracts/report.ts';
import type { Text } from '../text.ts';
import { ReportView } from './report-view.tsx';

/** What stands in a saved page, with the one thing that its reader must know first. */
export function SavedPage({ report, text }: { readonly report: Report; readonly text: Text }): JSX.Element {
  return (
    <>
      <h1>{text('report_title')}</h1>
      <p class="notice">{text('report_page_note')}</p>
      <ReportView report={report} text={text} />
    </>
  );
}
