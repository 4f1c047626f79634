import * as v from 'valibot';
import browser from 'webextension-polyfill';
import type { Runtime } from 'webextension-polyfill';
import { logProblem } from '../log/log-problem.ts';
import { askSchemas } from './ask-schemas.ts';
import { askEnvelopeSchema, isProbe, probe } from './envelope.ts';
import type { AnswerEnvelope, AskEnvelope } from './envelope.ts';
import { parseRoute } from './routes.ts';
import type { AnswerOf, AskOf, Route, RoutesTo } from './routes.ts';
import { mayAsk, readSender } from './sender.ts';
import type { Sender } from './sender.ts';

type ContentSender = Extract<Sender, { kind: 'content' }>;
type SenderOf<Name extends Route> = Name extends `content>${string}` ? ContentSender : Sender;

/** One handler for each route to `Context`: a missing or misspelt one does not compile. */
export type Handlers<Context extends string> = {
  readonly [Name in RoutesTo<Context>]: (
    body: AskOf<Name>,
    sender: SenderOf<Name>,
  ) => Promise<AnswerOf<Name>> | AnswerOf<Name>;
};

type AnyHandler = (body: unknown, sender: Sender) => unknown;

async function answer(
  envelope: AskEnvelope,
  sender: Sender | undefined,
  handlers: Readonly<Record<string, AnyHandler>>,
): Promise<AnswerEnvelope> {
  const { route } = envelope;
  const parts = parseRoute(route);
  const handler = Object.hasOwn(handlers, route) ? handlers[route] : undefined;
  if (parts === undefined || handler === undefined) return { kind: 'error', error: 'no such route' };
  if (sender === undefined || !mayAsk(parts.from, sender)) {
    return { kind: 'error', error: `only ${parts.from} may ask this` };
  }
  if (!isProbe(envelope.probe)) return { kind: 'unsupported-browser' };
  const body = v.safeParse(askSchemas[route as Route], envelope.body);
  if (!body.success) {
    const [issue] = body.issues;
    return { kind: 'error', error: `${v.getDotPath(issue) ?? 'body'}: ${issue.message}` };
  }
  try {
    return { kind: 'answer', answer: await handler(body.output, sender), probe: probe() };
  } catch (problem) {
    logProblem(`wire ${route}`, problem);
    return { kind: 'error', error: problem instanceof Error ? problem.message : String(problem) };
  }
}

/**
 * Answers the questions put to this context. Call it synchronously at the top of `main.ts`: a service worker that
 * was woken by a message only gets it when the listener is there in the first turn.
 */
export function serve<Context extends 'background'>(_context: Context, handlers: Handlers<Context>): void {
  const ownOrigin = browser.runtime.getURL('').replace(/\/$/, '');
  browser.runtime.onMessage.addListener((message: unknown, from: Runtime.MessageSender) => {
    const envelope = v.safeParse(askEnvelopeSchema, message);
    if (!envelope.success) return undefined;
    const sender = readSender(from, browser.runtime.id, ownOrigin);
    return answer(envelope.output, sender, handlers as unknown as Readonly<Record<string, AnyHandler>>);
  });
}
