import browser from 'webextension-polyfill';

/** All that the extension keeps on this device. */
export interface Everything {
  /** storage.local. */
  readonly stored: Readonly<Record<string, unknown>>;
  /** The extension's private files, by name; what is no JSON as text. */
  readonly files: Readonly<Record<string, unknown>>;
  /** Databases by name. Keys in them cannot leave the browser, by design. */
  readonly databases: readonly string[];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function privateFiles(): Promise<readonly FileSystemHandle[]> {
  const folder = await navigator.storage.getDirectory();
  const files: FileSystemHandle[] = [];
  for await (const file of folder.values()) files.push(file);
  return files;
}

async function databaseNames(): Promise<readonly string[]> {
  return (await indexedDB.databases()).flatMap(({ name }) => (name === undefined ? [] : [name]));
}

/** Reads all of it. */
export async function readEverything(): Promise<Everything> {
  const files = await Promise.all(
    (await privateFiles()).map(async (handle) => {
      const text = handle instanceof FileSystemFileHandle ? await (await handle.getFile()).text() : '';
      return [handle.name, parsed(text)] as const;
    }),
  );
  const [stored, databases] = await Promise.all([browser.storage.local.get(), databaseNames()]);
  return { stored, files: Object.fromEntries(files), databases };
}

function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => {
      resolve();
    };
    request.onerror = () => {
      reject(request.error ?? new Error('the database stayed'));
    };
    request.onblocked = () => {
      reject(new Error(`${name} is open in another tab`));
    };
  });
}

/** Deletes all of it. Rejects when something could not be deleted; the rest is gone all the same. */
export async function deleteEverything(): Promise<void> {
  const folder = await navigator.storage.getDirectory();
  const steps = [
    browser.storage.local.clear(),
    ...(await privateFiles()).map(({ name }) => folder.removeEntry(name, { recursive: true })),
    ...(await databaseNames()).map(deleteDatabase),
  ];
  const failed = (await Promise.allSettled(steps)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
