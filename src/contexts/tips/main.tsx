import { render } from 'preact';
import type { HelpPolicy, Reader } from '../../contracts/advice.ts';
import type { EffectiveSettings } from '../../contracts/settings.ts';
import { effectiveSettings, UNMANAGED_DEFAULTS } from '../../core/settings/effective-settings.ts';
import { resourcesUnder } from '../../core/tips/choose-resources.ts';
import { countriesIn, readerFor } from '../../core/tips/reader.ts';
import { askedOf, lessonAnchor } from '../../core/tips/tips-page.ts';
import { watchPolicy } from '../../platform/policy/managed-policy.ts';
import { watchSettings } from '../../platform/storage/watch-settings.ts';
import { inReadingDirection, text } from '../../platform/text.ts';
import { useLanguage } from '../../platform/use-language.ts';
import { RESOURCES } from '../../tips/resources.ts';
import type { Country } from '../../ui/tips/help-chooser.tsx';
import altered from './pictures/altered.webp';
import computed from './pictures/computed.webp';
import drawn from './pictures/drawn.webp';
import untouched from './pictures/untouched.webp';
import { TipsPage, type Choices } from './tips-page.tsx';
import '../../ui/own-page.css';
import './tips.css';

let settings: EffectiveSettings = UNMANAGED_DEFAULTS;
/** Links of others come from the browser's own answer alone, and may come a little later than the page. */
let help: HelpPolicy = { mode: 'add', resources: [] };
let choices: Choices = {};

/** Countries that make a difference, and the reader's own, by name. */
function countries(own: string | undefined): readonly Country[] {
  const named = RESOURCES.flatMap(({ regions }) => (regions === 'world' ? [] : regions));
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: 'region' });
  return [...new Set([...countriesIn(named), ...(own === undefined ? [] : [own])])]
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name, document.documentElement.lang));
}

function draw(): void {
  const asked = askedOf(location);
  const own = readerFor(settings.values, navigator.language);
  // What a policy has decided is not the page's to change, whatever was chosen before.
  const canChoose = { audience: !settings.locked.includes('audience'), region: !settings.locked.includes('region') };
  const reader: Reader = {
    ...own,
    audience: (canChoose.audience ? choices.audience : undefined) ?? own.audience,
    region: canChoose.region && 'region' in choices ? choices.region : own.region,
  };
  const situation = choices.situation ?? asked.situation ?? 'claim';
  const view = (
    <TipsPage
      situation={situation}
      lesson={asked.lesson}
      reader={reader}
      links={resourcesUnder(help, situation, reader, RESOURCES)}
      countries={countries(own.region)}
      canChoose={canChoose}
      pictures={{ untouched, altered, drawn, computed }}
      text={text}
      onChoose={choose}
      onFindHelp={(wanted) => {
        choose({ situation: wanted });
        document.querySelector<HTMLElement>('#help')?.focus();
      }}
    />
  );
  render(view, document.body);
}

function choose(change: Choices): void {
  choices = { ...choices, ...change };
  draw();
}

/** The lesson was not there yet when the browser looked for it. */
function showAskedLesson(): void {
  const { lesson } = askedOf(location);
  if (lesson === undefined) return;
  const opened = document.querySelector<HTMLDetailsElement>(`#${lessonAnchor(lesson)}`);
  if (opened === null) return;
  opened.open = true;
  opened.querySelector('summary')?.focus();
  opened.scrollIntoView();
}

addEventListener('hashchange', showAskedLesson);
let isShown = false;
void watchSettings(async (chosen, policy) => {
  settings = effectiveSettings(chosen, policy);
  await useLanguage(settings.values.language);
  inReadingDirection(document);
  document.title = text('popup_tips');
  draw();
  if (!isShown) showAskedLesson();
  isShown = true;
});
watchPolicy((policy) => {
  help = policy.help;
  if (isShown) draw();
});
