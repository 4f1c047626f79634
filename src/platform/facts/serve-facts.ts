import * as v from 'valibot';
import type { FactsAnswer } from '../../contracts/messages.ts';
import { FACTS_PORT, factsAskSchema, UNREAD_ANSWER } from './facts-wire.ts';
import type { ReadFacts } from './facts-host.ts';

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
        post(UNREAD_ANSWER);
        return;
      }
      isAsked = true;
      void read(parsed.output, asker.signal).then(post);
    });
  });
}
