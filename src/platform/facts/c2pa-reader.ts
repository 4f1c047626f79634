import init, { WasmReader } from '@contentauth/c2pa-wasm';
import wasmAddress from '@contentauth/c2pa-wasm/c2pa.wasm?url';
import * as v from 'valibot';
import type { TrustList } from '../../contracts/trust.ts';

/** A file as c2pa-rs takes it: whole, or the beginning of a stream with one of its pieces. */
export type SignedFile =
  | { readonly mimeType: string; readonly whole: Blob }
  | { readonly mimeType: string; readonly init: Blob; readonly fragment: Blob };

/** What c2pa-rs said: the JSON of its reader, parsed, and the name of the list that decided about the issuer. */
export interface RecordReading {
  readonly json: unknown;
  readonly trustList: string;
}

/** Longest answer of the reader that is parsed. */
const MOST_JSON = 4 * 1024 * 1024;
const NO_RECORD = /JumbfNotFound/;

/** Fetch nothing: no manifest that lies elsewhere, no word on revoked certificates. */
const OFFLINE = { remote_manifest_fetch: false, ocsp_fetch: false, verify_trust: true } as const;

let loading: Promise<{ readonly memory: WebAssembly.Memory }> | undefined;

/** Loads the reader once for this worker. */
async function load(): Promise<{ readonly memory: WebAssembly.Memory }> {
  loading ??= init({ module_or_path: wasmAddress });
  return loading;
}

/** Bytes of WebAssembly memory held; 0 before the first record. */
export const heldBytes = async (): Promise<number> => (await loading)?.memory.buffer.byteLength ?? 0;

/**
 * Reads and validates the record of a file with each list in turn, until one knows its issuer. `undefined` when it has
 * none. Rejects for a file or a record that c2pa-rs cannot parse, and when WebAssembly gives up.
 */
export async function readSignedRecord(
  file: SignedFile,
  lists: readonly TrustList[],
): Promise<RecordReading | undefined> {
  await load();
  let last: RecordReading | undefined;
  for (const { name, pem } of lists) {
    const settings = JSON.stringify({ verify: OFFLINE, trust: { trust_anchors: pem } });
    const json = await readOnce(file, settings);
    if (json === undefined) return undefined;
    last = { json, trustList: name };
    if (knowsIssuer(json)) return last;
  }
  return last && { ...last, trustList: lists.map(({ name }) => name).join(', ') };
}

async function readOnce(file: SignedFile, settings: string): Promise<unknown> {
  let reader: WasmReader;
  try {
    reader =
      'whole' in file
        ? await WasmReader.fromBlob(file.mimeType, file.whole, settings)
        : await WasmReader.fromBlobFragment(file.mimeType, file.init, file.fragment, settings);
  } catch (problem) {
    if (NO_RECORD.test(String(problem))) return undefined;
    throw problem;
  }
  try {
    const text = reader.json();
    if (text.length > MOST_JSON) throw new RangeError('the record says too much');
    return JSON.parse(text);
  } finally {
    reader.free();
  }
}

const readingSchema = v.object({
  validation_results: v.object({
    activeManifest: v.object({ success: v.array(v.object({ code: v.string() })) }),
  }),
});

/** Also of a broken record: its issuer may be known while the file was changed. */
function knowsIssuer(json: unknown): boolean {
  const parsed = v.safeParse(readingSchema, json);
  if (!parsed.success) return false;
  return parsed.output.validation_results.activeManifest.success.some(
    ({ code }) => code === 'signingCredential.trusted',
  );
}
