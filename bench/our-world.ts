import type { CDPSession, Page, Protocol } from 'puppeteer';

/** The content script's own world in a page's top document. */
export interface OurWorld {
  readonly session: CDPSession;
  /** Evaluates an expression there; a promise is waited for. Rejects with what it throws. */
  readonly evaluate: (expression: string) => Promise<unknown>;
}

/** Finds the world in which our content script runs. Throws when it runs in none. */
export async function enterOurWorld(page: Page, extensionId: string): Promise<OurWorld> {
  const session = await page.createCDPSession();
  const contexts: Protocol.Runtime.ExecutionContextDescription[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => contexts.push(context));
  await session.send('Runtime.enable');
  const ours = contexts.find(({ origin }) => origin === `chrome-extension://${extensionId}`);
  if (ours === undefined) throw new Error('the content script runs in no world of this page');
  return {
    session,
    evaluate: async (expression) => {
      const asked = { contextId: ours.id, expression, returnByValue: true, awaitPromise: true };
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', asked);
      if (exceptionDetails !== undefined) {
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      }
      return result.value as unknown;
    },
  };
}
