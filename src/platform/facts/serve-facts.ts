import * as v from 'valibot';
import type { FactsAnswer } from '../../contracts/messages.ts';
import { FACTS_PORT, factsAskSchema } from './facts-wire.ts';
import type { ReadFacts } from './facts-host.ts';

const REFUSED: FactsAnswer = { facts: { known: [], unread: ['signed-record', 'file'] }, fetchedBytes: 0, tookMs: 0 };

/** Offscreen side: answers the one ask of each `facts` port. A closed port means that nobody wants the answer. */
export function serveFacts(read: ReadFacts): void {
  chrome.runtime.onConnect.addListener((port) => {
    if (port.name !== FACTS_PORT) return;
    const asker = new AbortController();
    let isAsked = false;
    port.onDisconnect.addListener(() => asker.abort());
    const post = (answer: FactsAnswer): void => {
      if (!asker.signal.aborted) port.postMessage(answer);
    };
    port.onMessage.addListener((message: unknown) => {
      const parsed = v.safeParse(factsAskSchema, message);
      if (!parsed.success || isAsked) {
        post(REFUSED);
        return;
      }
      isAsked = true;
      void read(parsed.output, asker.signal).then(post);
    });
  });
}
