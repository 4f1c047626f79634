import type { FactsAnswer, FactsMedia } from '../../contracts/messages.ts';
import { FACTS_PORT, readFactsAnswer } from './facts-wire.ts';

/** Longer than one reading and those of other tabs before it. */
const DEADLINE_MS = 120_000;

/**
 * Asks the offscreen document what a file says of itself. `undefined` when nobody answers: the extension is gone, the
 * document was lost on the way, or `signal` was aborted.
 */
export async function askFacts(
  wake: () => Promise<unknown>,
  media: FactsMedia,
  signal: AbortSignal,
): Promise<FactsAnswer | undefined> {
  try {
    await wake();
    return signal.aborted ? undefined : await askOver(chrome.runtime.connect({ name: FACTS_PORT }), media, signal);
  } catch {
    return undefined;
  }
}

function askOver(port: chrome.runtime.Port, media: FactsMedia, signal: AbortSignal): Promise<FactsAnswer | undefined> {
  return new Promise((resolve) => {
    const give = (answer?: FactsAnswer): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      port.disconnect();
      resolve(answer);
    };
    const stop = (): void => give();
    const timer = setTimeout(give, DEADLINE_MS);
    signal.addEventListener('abort', stop);
    port.onMessage.addListener((message: unknown) => give(readFactsAnswer(message)));
    port.onDisconnect.addListener(() => {
      readReason();
      give();
    });
    port.postMessage({ media });
  });
}

/** Reading why a port ended keeps the browser from logging it as unchecked. */
const readReason = (): unknown => chrome.runtime.lastError;
