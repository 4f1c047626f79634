/** The extension was reloaded, updated or removed under this document: nobody will answer any more. Take the UI away. */
export class ContextLost extends Error {
  override readonly name = 'ContextLost';
}

/** This browser does not keep typed arrays on the wire (Chrome before 148): frames would arrive empty. */
export class UnsupportedBrowser extends Error {
  override readonly name = 'UnsupportedBrowser';
}

/** The other side was there and could not answer. */
export class AskFailed extends Error {
  override readonly name = 'AskFailed';
}

const LOST = /extension context invalidated|receiving end does not exist|could not establish connection/i;
/** The service worker was killed between the question and the answer; asking again starts it again. */
const CUT_OFF = /message port closed before|message channel (is )?closed|channel closed before/i;

function messageOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}

export function isCutOff(problem: unknown): boolean {
  return CUT_OFF.test(messageOf(problem));
}

/** Turns what the browser throws when a message cannot be delivered into one of our own errors. */
export function deliveryFailure(route: string, problem: unknown): Error {
  const message = messageOf(problem);
  if (LOST.test(message)) return new ContextLost(`${route}: ${message}`, { cause: problem });
  return new AskFailed(`${route}: ${message}`, { cause: problem });
}
