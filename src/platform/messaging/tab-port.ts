import * as v from 'valibot';
import browser from 'webextension-polyfill';
import type { Runtime } from 'webextension-polyfill';
import type { PortName, TabCommand, TabReport, Thumbnail } from '../../contracts/messages.ts';
import { randomName } from '../page/random-name.ts';
import { commandSchema, readTabReport, tabReportSchema, thumbnailSchema } from './tab-report-schema.ts';

const PORT: PortName = 'tab';

/**
 * One port from the popup reaches every document of a tab, and the browser does not say which of them posted.
 * So each report is signed with a name that the document made up for itself.
 */
interface SignedReport {
  readonly from: string;
  readonly report?: TabReport;
  readonly thumbnail?: Thumbnail;
}

/** With neither a report nor a thumbnail the document says that it is going away. */
const signedReportSchema = v.object({
  from: v.string(),
  report: v.exactOptional(tabReportSchema),
  thumbnail: v.exactOptional(thumbnailSchema),
});

/** One open popup, as a document of the tab sees it. */
export interface TabPort {
  /** Does nothing once the popup is closed. */
  readonly post: (report: TabReport) => void;
  readonly postThumbnail: (thumbnail: Thumbnail) => void;
  readonly onCommand: (listener: (command: TabCommand) => void) => void;
  readonly onClosed: (listener: () => void) => void;
}

function openedPort(port: Runtime.Port, from: string): TabPort {
  const postSigned = (signed: SignedReport): void => {
    try {
      port.postMessage(signed);
    } catch {
      // The popup closed in the meantime: nobody is left to tell.
    }
  };
  const leave = (): void => {
    postSigned({ from });
  };
  addEventListener('pagehide', leave);
  port.onDisconnect.addListener(() => {
    removeEventListener('pagehide', leave);
  });
  return {
    post: (report) => {
      postSigned({ from, report });
    },
    postThumbnail: (thumbnail) => {
      postSigned({ from, thumbnail });
    },
    onCommand: (listener) => {
      port.onMessage.addListener((message: unknown) => {
        const command = v.safeParse(commandSchema, message);
        if (command.success) listener(command.output);
      });
    },
    onClosed: (listener) => {
      port.onDisconnect.addListener(listener);
    },
  };
}

/** Content script: calls `listener` for each popup that opens on this tab; it should post a report at once and on each change. */
export function onTabPort(listener: (port: TabPort) => void): void {
  const from = randomName();
  browser.runtime.onConnect.addListener((port) => {
    if (port.name === PORT) listener(openedPort(port, from));
  });
}

/** Documents answer in this time if ever, ms. */
const REPORTS_WITHIN_MS = 300;
const ignore = (): void => undefined;

/** Background: commands the video of which most is in view in any document of the tab. False when no video is. */
export async function commandMostInView(tabId: number, kind: 'check' | 'open-card'): Promise<boolean> {
  const roll = callRoll(tabId, ignore, ignore);
  await new Promise((resolve) => setTimeout(resolve, REPORTS_WITHIN_MS));
  const inView = [...roll.reports.values()].flatMap(({ mostInView }) => mostInView ?? []);
  const [most] = inView.sort((a, b) => b.areaPx - a.areaPx);
  if (most !== undefined) roll.port.postMessage({ kind, id: most.id } satisfies TabCommand);
  roll.port.disconnect();
  return most !== undefined;
}

/** Background: commands one document of a tab. */
export function commandFrame(tabId: number, frameId: number, command: TabCommand): void {
  const port = browser.tabs.connect(tabId, { name: PORT, frameId });
  port.onDisconnect.addListener(whyClosed);
  port.postMessage(command);
  port.disconnect();
}

/** How often the documents of the tab are asked afresh, ms: frames that came since the last time answer too. */
const ROLL_CALL_MS = 2_000;
/** How long documents have to answer a roll-call before those that did not are struck off, ms. */
const ANSWER_WITHIN_MS = 500;

export interface TabConnection {
  readonly command: (command: TabCommand) => void;
  readonly close: () => void;
}

/** A document that does not answer in this time is busy, not gone, ms. */
const SILENT_FOR_MS = 1_000;

/** Background: whether that very document is still shown in the tab. Chromium only: elsewhere every document counts as there. */
export function isDocumentThere(tabId: number, documentId: string): Promise<boolean> {
  return new Promise((resolve) => {
    const port = openTo(tabId, documentId);
    if (port === undefined) {
      resolve(true);
      return;
    }
    const answer = (isThere: boolean): void => {
      clearTimeout(timer);
      port.disconnect();
      resolve(isThere);
    };
    const timer = setTimeout(answer, SILENT_FOR_MS, true);
    port.onMessage.addListener(() => {
      answer(true);
    });
    port.onDisconnect.addListener(() => {
      whyClosed();
      answer(false);
    });
  });
}

function openTo(tabId: number, documentId: string): Runtime.Port | undefined {
  try {
    // The polyfill's types do not know `documentId` yet.
    return browser.tabs.connect(tabId, { name: PORT, ...({ documentId } as object) });
  } catch {
    return undefined;
  }
}

/** Why a port closed. The browser logs a reason that nobody read as an error. */
function whyClosed(): string | undefined {
  return browser.runtime.lastError?.message;
}

interface RollCall {
  readonly port: Runtime.Port;
  /** By the name each document made up for itself. */
  readonly reports: Map<string, TabReport>;
}

/** What an open popup hears of a tab. */
export interface TabListeners {
  /** The reports of all its documents, again on each change. An empty list: none of our content scripts runs there. */
  readonly onReports: (reports: readonly TabReport[]) => void;
  readonly onThumbnail: (thumbnail: Thumbnail) => void;
}

/** Opens a port to every document of the tab; calls `onNews` on each report, and when the last of them is gone. */
function callRoll(tabId: number, onNews: (roll: RollCall) => void, onThumbnail: TabListeners['onThumbnail']): RollCall {
  const roll: RollCall = { port: browser.tabs.connect(tabId, { name: PORT }), reports: new Map() };
  roll.port.onDisconnect.addListener(() => {
    whyClosed();
    roll.reports.clear();
    onNews(roll);
  });
  roll.port.onMessage.addListener((message: unknown) => {
    const signed = v.safeParse(signedReportSchema, message);
    if (!signed.success) return;
    const { from, report, thumbnail } = signed.output;
    if (thumbnail !== undefined) {
      onThumbnail(thumbnail);
      return;
    }
    if (report === undefined) roll.reports.delete(from);
    else roll.reports.set(from, readTabReport(report));
    onNews(roll);
  });
  return roll;
}

/** Popup: listens to all documents of the tab. Survives navigations of the tab until closed. */
export function connectTab(tabId: number, { onReports, onThumbnail }: TabListeners): TabConnection {
  const timers: ReturnType<typeof setTimeout>[] = [];
  const tell = (roll: RollCall): void => {
    if (roll === current) onReports([...roll.reports.values()]);
  };
  let current = callRoll(tabId, tell, onThumbnail);
  const rollCall = (): void => {
    const next = callRoll(tabId, tell, onThumbnail);
    timers[1] = setTimeout(() => {
      current.port.disconnect();
      current = next;
      tell(current);
    }, ANSWER_WITHIN_MS);
  };
  timers[0] = setInterval(rollCall, ROLL_CALL_MS);

  return {
    command: (command) => {
      current.port.postMessage(command);
    },
    close: () => {
      timers.forEach(clearTimeout);
      current.port.disconnect();
    },
  };
}
