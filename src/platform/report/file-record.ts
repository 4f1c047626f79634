import type { CheckRecord } from '../../contracts/report.ts';

/** Between our own pages: "Check a file" keeps a file's record, and the report asks for it. */
const CHANNEL = 'second-look-file-records';
/** The page with the file answers at once, or was closed, ms. */
const ANSWER_WITHIN_MS = 2_000;

/** A checked file and what came of it. */
export interface FileRecord {
  readonly record: CheckRecord;
  readonly file: File;
}

type Said = { readonly ask: string } | ({ readonly of: string } & FileRecord);

/** "Check a file": answers reports that ask for a record by its name. */
export function offerFileRecords(recordOf: (name: string) => FileRecord | undefined): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data: said }: MessageEvent<Said>) => {
    const found = 'ask' in said ? recordOf(said.ask) : undefined;
    if (found !== undefined && 'ask' in said) channel.postMessage({ of: said.ask, ...found } satisfies Said);
  };
}

/** Report: the file's record under that name; undefined when the page that checked it is closed. */
export function askFileRecord(name: string): Promise<FileRecord | undefined> {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(CHANNEL);
    const end = (found: FileRecord | undefined): void => {
      clearTimeout(timer);
      channel.close();
      resolve(found);
    };
    const timer = setTimeout(end, ANSWER_WITHIN_MS, undefined);
    channel.onmessage = ({ data: said }: MessageEvent<Said>) => {
      if ('of' in said && said.of === name) end(said);
    };
    channel.postMessage({ ask: name } satisfies Said);
  });
}
