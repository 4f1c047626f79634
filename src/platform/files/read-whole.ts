/** A file's text. */
export interface WholeText {
  readonly text: string;
  /** False when some bytes were no UTF-8; other characters stand in their place. */
  readonly isExact: boolean;
}

/** A file as text, byte for byte; undefined when it cannot be read. */
export async function readWhole(file: Blob): Promise<WholeText | undefined> {
  const bytes = await file.arrayBuffer().catch(() => undefined);
  if (bytes === undefined) return undefined;
  const decode = (fatal: boolean): string => new TextDecoder('utf-8', { fatal, ignoreBOM: true }).decode(bytes);
  try {
    return { text: decode(true), isExact: true };
  } catch {
    return { text: decode(false), isExact: false };
  }
}
