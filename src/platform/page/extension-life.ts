import { every } from './clock.ts';

/** How soon a page notices that its extension was reloaded or removed, ms. */
const LOOK_EVERY_MS = 500;

/** False once the extension was reloaded, updated or removed under this document. */
export function isExtensionAlive(): boolean {
  // The types promise an id; a content script that outlived its extension has none, or not even a `runtime`.
  return (globalThis as { chrome?: { runtime?: { id?: string } } }).chrome?.runtime?.id !== undefined;
}

/** Calls `onGone` once when the extension is gone. */
export function watchExtensionLife(onGone: () => void, signal: AbortSignal): void {
  every(
    LOOK_EVERY_MS,
    () => {
      if (!isExtensionAlive()) onGone();
    },
    signal,
  );
}
