import type { JSX } from 'preact';
import { detectorName } from '../../core/show/detector-name.ts';
import { HowSure } from '../../ui/how-sure/how-sure.tsx';
import type { DetectorFigures, SectionProps } from './settings-props.ts';

/** How sure the detectors can be, their cards, and whose signatures count. */
export function DetectorsSection(props: SectionProps & { readonly checkFileAddress: string }): JSX.Element {
  const { state, text, checkFileAddress } = props;
  return (
    <section aria-labelledby="detectors">
      <h2 id="detectors">{text('settings_detectors')}</h2>
      <HowSure sureness={state.sureness} text={text} />
      <p>{text('settings_figures_what')}</p>
      {state.figures.map((card) => (
        <Card key={card.who} card={card} text={text} />
      ))}
      {!state.settings.values.featuresOff.includes('file-check') && (
        <p>
          {text('trust_what')}{' '}
          <a id="trust-lists" href={checkFileAddress} target="_blank" rel="noopener">
            {text('trust_heading')}
          </a>
        </p>
      )}
    </section>
  );
}

/** The names of figures are English everywhere: they are those of the card, the targets and the evaluation. */
function Card({ card, text }: { readonly card: DetectorFigures } & Pick<SectionProps, 'text'>): JSX.Element {
  const { who, figures } = card;
  return (
    <details class="card" data-card={who}>
      <summary>{who === 'together' ? text('settings_together') : text(detectorName(who))}</summary>
      <div class="wide" lang="en" dir="ltr" tabIndex={0} role="region" aria-label={who}>
        <table>
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col">Value</th>
              <th scope="col">n</th>
              <th scope="col">Target</th>
            </tr>
          </thead>
          <tbody>
            {figures.map(({ name, value, n, target, met }) => (
              <tr key={name}>
                <th scope="row">{name.slice(who.length + 2)}</th>
                <td>{value}</td>
                <td>{n}</td>
                <td>{target === null ? '' : `${target}: ${met === true ? 'met' : 'missed'}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
