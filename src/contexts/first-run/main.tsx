import { render } from 'preact';
import { effectiveSettings } from '../../core/settings/effective-settings.ts';
import { watchSettings } from '../../platform/storage/watch-settings.ts';
import { inReadingDirection, text } from '../../platform/text.ts';
import { isPinned } from '../../platform/toolbar/is-pinned.ts';
import { ownPage } from '../../platform/toolbar/shown-tab.ts';
import { useLanguage } from '../../platform/use-language.ts';
import { FirstRunPage } from './first-run-page.tsx';
import '../../ui/own-page.css';
import './first-run.css';

const pinned = isPinned();

void watchSettings(async (chosen, policy) => {
  await useLanguage(effectiveSettings(chosen, policy).values.language);
  inReadingDirection(document);
  document.title = text('first_heading');
  const view = (
    <FirstRunPage
      text={text}
      isPinned={await pinned}
      settingsAddress={ownPage('src/contexts/settings/index.html')}
      tipsAddress={ownPage('src/contexts/tips/index.html')}
    />
  );
  render(view, document.body);
});
