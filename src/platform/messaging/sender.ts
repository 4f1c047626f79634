import type { Runtime } from 'webextension-polyfill';
import type { Asker } from './routes.ts';

/** Where a question came from. Only a content script has a document to speak of; an own page in a tab is not one. */
export type Sender =
  | { readonly kind: 'own-page' }
  | {
      readonly kind: 'content';
      readonly tabId: number;
      readonly windowId: number | undefined;
      readonly frameId: number;
      /** Changes when the frame loads another document. */
      readonly documentId: string;
      /** In a private window, of which nothing is kept. */
      readonly isPrivate: boolean;
    };

/** The browser's word on who sent a message, which the message itself cannot change; undefined when it is a stranger. */
export function readSender(sender: Runtime.MessageSender, ownId: string, ownOrigin: string): Sender | undefined {
  if (sender.id !== ownId) return undefined;
  const address = sender.url ?? '';
  if (address === ownOrigin || address.startsWith(`${ownOrigin}/`)) return { kind: 'own-page' };
  const tabId = sender.tab?.id;
  const { frameId } = sender;
  if (tabId === undefined || frameId === undefined) return undefined;
  const documentId = (sender as { documentId?: string }).documentId ?? `frame-${String(frameId)}`;
  const isPrivate = sender.tab?.incognito ?? false;
  return { kind: 'content', tabId, windowId: sender.tab?.windowId, frameId, documentId, isPrivate };
}

/** Whether that sender may use routes of this asker. */
export function mayAsk(from: Asker, sender: Sender): boolean {
  switch (from) {
    case 'content':
      return sender.kind === 'content';
    case 'extension':
      return sender.kind === 'own-page';
    case 'page':
      return true;
  }
}
