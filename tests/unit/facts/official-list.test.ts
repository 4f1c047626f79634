import { readFileSync } from 'node:fs';
import { initSync, WasmReader } from '@contentauth/c2pa-wasm';
import { beforeAll, expect, it } from 'vitest';

const OFFICIAL = ['trust/c2pa-trust-list.pem', 'trust/c2pa-tsa-trust-list.pem'].map((path) =>
  readFileSync(path, 'utf8'),
);
const TEST_ISSUER = readFileSync('tests/signed/test-issuer.pem', 'utf8');

/** c2pa-wasm reads blobs at once, as only workers of browsers can: Node's blobs keep their bytes here. */
class ReadyBlob extends Blob {
  readonly kept: Uint8Array<ArrayBuffer>;
  constructor(bytes: Uint8Array<ArrayBuffer>) {
    super([bytes]);
    this.kept = bytes;
  }
  override slice(from?: number, to?: number): Blob {
    return new ReadyBlob(this.kept.slice(from, to));
  }
}
class ReadySync {
  readAsArrayBuffer(blob: ReadyBlob): ArrayBuffer {
    return blob.kept.slice().buffer;
  }
}

async function stateWith(anchors: readonly string[]): Promise<unknown> {
  const file = new ReadyBlob(new Uint8Array(readFileSync('tests/signed/media/expired-stamped.mp4')));
  const settings = JSON.stringify({ trust: { trust_anchors: anchors.join('\n') } });
  const reader = await WasmReader.fromBlob('video/mp4', file, settings);
  return (JSON.parse(reader.json()) as { readonly validation_state: unknown }).validation_state;
}

beforeAll(() => {
  Object.assign(globalThis, { FileReaderSync: ReadySync });
  initSync({ module: readFileSync('node_modules/@contentauth/c2pa-wasm/pkg/c2pa_bg.wasm') });
});

it('c2pa-rs reads the official lists to their end: an issuer behind their last certificate still counts', async () => {
  expect(await stateWith([...OFFICIAL, TEST_ISSUER])).toBe('Trusted');
});

it('the official lists do not know the test issuer', async () => {
  expect(await stateWith(OFFICIAL)).not.toBe('Trusted');
});
