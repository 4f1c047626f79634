import type { JSX } from 'preact';
import type { HelpLink, Reader, Situation } from '../../contracts/advice.ts';
import type { TextKey } from '../../contracts/badge.ts';
import type { Audience } from '../../contracts/settings.ts';
import type { Text } from '../text.ts';
import { HelpLinks } from './help-links.tsx';

/** In the order in which they are offered. */
const SITUATION_TEXTS: Readonly<Record<Situation, TextKey>> = {
  claim: 'situation_claim',
  scam: 'situation_scam',
  voice: 'situation_voice',
  face: 'situation_face',
  'whole-picture': 'situation_whole_picture',
  election: 'situation_election',
  'intimate-image': 'situation_intimate_image',
  'report-on-platform': 'situation_report_on_platform',
  creator: 'situation_creator',
  rights: 'situation_rights',
  learn: 'situation_learn',
};
const AUDIENCE_TEXTS: Readonly<Record<Audience, TextKey>> = {
  adult: 'settings_audience_adult',
  minor: 'settings_audience_minor',
  teacher: 'settings_audience_teacher',
};
/** What the law of a country says, where no page that we know says it in a line. */
const LAW_TEXTS: Readonly<Record<string, TextKey>> = { US: 'law_us' };
const ELSEWHERE = '';

/** A country that can be chosen, with its name in the reader's language. */
export interface Country {
  readonly code: string;
  readonly name: string;
}

interface HelpChooserProps {
  readonly situation: Situation;
  readonly reader: Reader;
  readonly links: readonly HelpLink[];
  readonly countries: readonly Country[];
  /** A policy may have decided for whom and for where. */
  readonly canChoose: { readonly audience: boolean; readonly region: boolean };
  readonly text: Text;
  readonly onChoose: (
    change: { readonly situation?: Situation } & Partial<Pick<Reader, 'audience' | 'region'>>,
  ) => void;
}

/** Three choices and the links that fit them. */
export function HelpChooser(props: HelpChooserProps): JSX.Element {
  const { situation, reader, links, text } = props;
  return (
    <section aria-labelledby="help">
      <h2 id="help" tabIndex={-1}>
        {text('help_heading')}
      </h2>
      <Choices {...props} />
      <div aria-live="polite" class="found">
        <Urgent situation={situation} audience={reader.audience} text={text} />
        <HelpLinks links={links} text={text} />
        {situation === 'rights' && <Law region={reader.region} text={text} />}
      </div>
    </section>
  );
}

function Choices({
  situation,
  reader,
  countries,
  canChoose,
  text,
  onChoose,
}: Omit<HelpChooserProps, 'links'>): JSX.Element {
  const regions = [...countries, { code: ELSEWHERE, name: text('help_region_elsewhere') }];
  return (
    <div class="choices">
      <Choice
        id="situation"
        label={text('help_situation')}
        chosen={situation}
        options={optionsOf(SITUATION_TEXTS, text)}
        onChoose={(chosen) => onChoose({ situation: chosen })}
      />
      {canChoose.region && (
        <Choice
          id="region"
          label={text('settings_region')}
          chosen={countries.some(({ code }) => code === reader.region) ? (reader.region ?? ELSEWHERE) : ELSEWHERE}
          options={regions.map(({ code, name }) => [code, name] as const)}
          onChoose={(region) => onChoose({ region: region === ELSEWHERE ? undefined : region })}
        />
      )}
      {canChoose.audience && (
        <Choice
          id="audience"
          label={text('settings_audience')}
          chosen={reader.audience}
          options={optionsOf(AUDIENCE_TEXTS, text)}
          onChoose={(audience) => onChoose({ audience })}
        />
      )}
    </div>
  );
}

function optionsOf<Value extends string>(
  texts: Readonly<Record<Value, TextKey>>,
  text: Text,
): readonly (readonly [Value, string])[] {
  return (Object.keys(texts) as Value[]).map((value) => [value, text(texts[value])]);
}

interface ChoiceProps<Value extends string> {
  readonly id: string;
  readonly label: string;
  readonly chosen: Value;
  readonly options: readonly (readonly [Value, string])[];
  readonly onChoose: (value: Value) => void;
}

function Choice<Value extends string>({ id, label, chosen, options, onChoose }: ChoiceProps<Value>): JSX.Element {
  return (
    <label for={id}>
      {label}
      <select id={id} value={chosen} onChange={({ currentTarget }) => onChoose(currentTarget.value as Value)}>
        {options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

interface UrgentProps {
  readonly situation: Situation;
  readonly audience: Audience;
  readonly text: Text;
}

/** What comes before any link. */
function Urgent({ situation, audience, text }: UrgentProps): JSX.Element | null {
  const isIntimate = situation === 'intimate-image';
  if (!isIntimate && situation !== 'scam') return null;
  return (
    <p class="notice">
      {isIntimate && audience === 'minor' && `${text('help_tell_adult')} `}
      {text('help_danger')}
    </p>
  );
}

function Law({ region, text }: { readonly region: string | undefined; readonly text: Text }): JSX.Element {
  const law = LAW_TEXTS[region ?? ''];
  return (
    <>
      {law !== undefined && <p>{text(law)}</p>}
      <p class="traits">{text('help_no_legal_advice')}</p>
    </>
  );
}
