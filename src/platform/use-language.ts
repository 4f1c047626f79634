import { logProblem } from './log/log-problem.ts';
import { ask } from './messaging/ask.ts';
import { useTexts } from './text.ts';

/** Lets `text` answer in the chosen language; `browser` is the browser's own. Content scripts cannot read the package, so the background does. */
export async function useLanguage(language: string): Promise<void> {
  if (language === 'browser') {
    useTexts(undefined);
    return;
  }
  try {
    useTexts(await ask('page>background/read-texts', { language }));
  } catch (problem) {
    logProblem('texts', problem);
  }
}
