import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { AskFailed, ContextLost, deliveryFailure, isCutOff, UnsupportedBrowser } from './ask-failures.ts';
import { answerEnvelopeSchema, isProbe, probe } from './envelope.ts';
import type { AskEnvelope } from './envelope.ts';
import type { AnswerOf, AskOf, RoutesTo } from './routes.ts';

/** How often a question is put when the service worker was killed before it could answer. Every route may be asked twice. */
const ATTEMPTS = 3;

async function deliver(envelope: AskEnvelope): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    // A content script outlives its extension; its `runtime.id` is then gone.
    if ((browser.runtime as { id?: string }).id === undefined) {
      throw new ContextLost(`${envelope.route}: the extension was reloaded or removed`);
    }
    try {
      return await browser.runtime.sendMessage(envelope);
    } catch (problem) {
      if (attempt === ATTEMPTS || !isCutOff(problem)) throw deliveryFailure(envelope.route, problem);
    }
  }
}

/**
 * Asks the background. The last argument is left out where the route asks nothing.
 * Rejects with `ContextLost` (the extension is gone from under us), `UnsupportedBrowser` or `AskFailed`.
 */
export async function ask<Name extends RoutesTo<'background'>>(
  route: Name,
  ...[body]: AskOf<Name> extends undefined ? [] : [body: AskOf<Name>]
): Promise<AnswerOf<Name>> {
  const arrived = await deliver({ route, body, probe: probe() });
  const parsed = v.safeParse(answerEnvelopeSchema, arrived);
  if (!parsed.success) throw new AskFailed(`${route}: nobody answered`);
  const envelope = parsed.output;
  switch (envelope.kind) {
    case 'error':
      throw new AskFailed(`${route}: ${envelope.error}`);
    case 'unsupported-browser':
      throw new UnsupportedBrowser(`${route}: messages are not structured clones in this browser`);
    case 'answer':
      if (!isProbe(envelope.probe)) {
        throw new UnsupportedBrowser(`${route}: answers are not structured clones in this browser`);
      }
      // Only our own background can answer, and `serve` does not compile with another type.
      return envelope.answer as AnswerOf<Name>;
  }
}
