/** Knows whether the extension behind a page is still there. */
export interface ContextWatch {
  /** Looks now; tells the listeners the first time that it is gone. */
  readonly isLost: () => boolean;
  /** Called once, at once when it is gone already. */
  readonly onLost: (listener: () => void) => void;
}

/** The extension's `runtime.id` is gone from a document that outlives it: reloaded, updated or removed. */
export function watchContext(): ContextWatch {
  const listeners: (() => void)[] = [];
  let isLost = false;
  return {
    isLost: () => {
      if (isLost || (chrome as { runtime?: { id?: string } }).runtime?.id !== undefined) return isLost;
      isLost = true;
      for (const listener of listeners) listener();
      return true;
    },
    onLost: (listener) => {
      listeners.push(listener);
      if (isLost) listener();
    },
  };
}
