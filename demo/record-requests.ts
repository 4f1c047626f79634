/** Records every request that leaves any page, frame or worker of a browser, over the DevTools protocol. */
import type { Browser, CDPSession } from 'puppeteer';

const LOCAL_SCHEMES = new Set(['data:', 'blob:', 'chrome-extension:', 'chrome:', 'about:', 'devtools:']);
const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]']);

export interface RequestRecord {
  /** Every address asked for, in order, with the kind of target that asked. */
  readonly requests: readonly { readonly address: string; readonly by: string }[];
}

/** True for what stays on this machine. */
export function staysHere(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return LOCAL_SCHEMES.has(protocol) || LOOPBACK_HOSTS.has(hostname);
}

/** The recorded requests that went anywhere but to this machine. */
export function strayRequests(record: RequestRecord): readonly string[] {
  return record.requests.filter(({ address }) => !staysHere(address)).map(({ address, by }) => `${by}: ${address}`);
}

/**
 * Starts recording. Each new target is held until its recorder listens, so that not even its first request is missed:
 * call it before the extension is loaded.
 */
export async function recordRequests(browser: Browser): Promise<RequestRecord> {
  const requests: { address: string; by: string }[] = [];
  const attach = async (session: CDPSession, by: string): Promise<void> => {
    session.on('Network.requestWillBeSent', ({ request }) => requests.push({ address: request.url, by }));
    session.on('Network.webSocketCreated', ({ url }) => requests.push({ address: url, by }));
    await followChildren(session);
    // Targets without a network of their own (a browser's own tabs) refuse; a closed one is gone.
    await session.send('Network.enable').catch(() => undefined);
    await session.send('Runtime.runIfWaitingForDebugger').catch(() => undefined);
  };
  const followChildren = async (session: CDPSession): Promise<void> => {
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      const child = session.connection()?.session(sessionId);
      if (child) void attach(child, targetInfo.type);
    });
    const follow = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };
    await session.send('Target.setAutoAttach', follow).catch(() => undefined);
  };
  await followChildren(await browser.target().createCDPSession());
  return { requests };
}
