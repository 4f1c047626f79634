import type { ComponentChildren, JSX } from 'preact';
import type { PixelRoute } from '../../contracts/frame.ts';
import type { TextKey } from '../../contracts/badge.ts';
import type { Report } from '../../contracts/report.ts';
import { playTime } from '../play-time.ts';
import type { Text } from '../text.ts';

interface PartProps {
  readonly report: Report;
  readonly text: Text;
}

/** Digits that a difference can be seen in. */
const nats = (evidence: number): string => evidence.toFixed(2);

const ROUTES = {
  element: 'report_route_element',
  're-read': 'report_route_re_read',
  'visible-tab': 'report_route_visible_tab',
  file: 'report_route_file',
} as const satisfies Record<PixelRoute, TextKey>;

function Row(props: { readonly name: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

/** Somebody else's words, or figures: set apart from ours, and in their own direction. */
function Said({ children }: { readonly children: string }): JSX.Element {
  return <bdi class="said">{children}</bdi>;
}

/** Which video or file this is about. Addresses are shown, never linked: a report may come from anybody. */
export function SubjectTable({ report, text }: PartProps): JSX.Element {
  const { subject, madeAt, widthPx, heightPx, durationMs } = report;
  return (
    <dl>
      {subject.kind === 'page' ? (
        <PageRows subject={subject} text={text} />
      ) : (
        <>
          <Row name={text('report_file')}>
            <Said>{subject.name}</Said>
          </Row>
          <Row name={text('report_bytes')}>{String(subject.byteCount)}</Row>
          <Row name={text('report_file_hash')}>
            {subject.sha256 === undefined ? text('report_file_unhashed') : <Said>{subject.sha256}</Said>}
          </Row>
        </>
      )}
      <Row name={text('report_size')}>{widthPx > 0 ? `${String(widthPx)} × ${String(heightPx)}` : '–'}</Row>
      <Row name={text('report_length')}>{durationMs > 0 ? playTime(durationMs) : '–'}</Row>
      <Row name={text('report_made_at')}>
        <Said>{madeAt}</Said>
      </Row>
    </dl>
  );
}

function PageRows({
  subject: { pageAddress, documentAddress, mediaAddress, route },
  text,
}: {
  readonly subject: Extract<Report['subject'], { kind: 'page' }>;
  readonly text: Text;
}): JSX.Element {
  return (
    <>
      <Row name={text('report_page_address')}>
        <Said>{pageAddress}</Said>
      </Row>
      {documentAddress !== pageAddress && (
        <Row name={text('report_document_address')}>
          <Said>{documentAddress}</Said>
        </Row>
      )}
      <Row name={text('report_media_address')}>
        <Said>{mediaAddress === '' ? '–' : mediaAddress}</Said>
      </Row>
      {route !== undefined && <Row name={text('report_route')}>{text(ROUTES[route])}</Row>}
    </>
  );
}

/** The figures behind the state, and how often they were wrong when that was measured. */
export function Weighing({ report: { verdict, fusion, errorRates }, text }: PartProps): JSX.Element {
  const { unclear, soft, strong } = fusion.thresholds;
  const { genuineSources, aboveSoft, aboveStrong } = errorRates;
  return (
    <>
      {'evidence' in verdict && <p>{text('report_evidence', [nats(verdict.evidence)])}</p>}
      {'because' in verdict && (
        <ul>
          {verdict.because.map(({ detector, evidence }) => (
            <li key={detector}>{text('report_share', [detector, nats(evidence)])}</li>
          ))}
        </ul>
      )}
      <p>{text('report_thresholds', [nats(unclear), nats(soft), nats(strong)])}</p>
      <p>{text('report_error_rate', [String(aboveSoft), String(aboveStrong), String(genuineSources)])}</p>
      <p>{text('report_evidence_what')}</p>
    </>
  );
}

/** Enough to run the same thing again. */
export function MadeWith({ report: { detectors, software, settings, fusion }, text }: PartProps): JSX.Element {
  return (
    <dl>
      <Row name={text('report_software')}>
        <Said>{software.extension}</Said>
      </Row>
      <Row name={text('report_provider')}>
        <Said>{software.provider}</Said>
      </Row>
      <Row name={text('report_detectors')}>
        <Said>
          {[...detectors.map(({ id, version }) => `${id} ${version}`), `fusion ${fusion.version}`].join(', ')}
        </Said>
      </Row>
      {Object.entries(software.models).map(([model, sha256]) => (
        <Row key={model} name={text('report_model_hash', [model])}>
          <Said>{sha256}</Said>
        </Row>
      ))}
      <Row name={text('report_settings')}>
        <Said>{`sensitivity: ${settings.sensitivity}, budget: ${settings.budget}`}</Said>
      </Row>
    </dl>
  );
}
