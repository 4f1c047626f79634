import { describe, expect, it } from 'vitest';
import { sendable as sendableInFirefox } from '../../../src/platform/picture/sendable.firefox.ts';
import { sendable } from '../../../src/platform/picture/sendable.ts';
import { received } from '../../../src/platform/picture/received.ts';
import type { PicturePlanes } from '../../../src/platform/picture/picture.ts';

const PLANES: PicturePlanes = {
  format: 'I420',
  width: 2,
  height: 2,
  colorSpace: { matrix: 'bt709' },
  bytes: new Uint8Array([1, 2, 3, 4, 5, 6]).buffer,
};

describe('planes on their way', () => {
  it('go by name, so that the message copies no byte of them, and arrive whole', async () => {
    const sent = sendable(PLANES);
    expect(sent).toMatchObject({ bytes: expect.any(Blob) as unknown });
    expect(await received(structuredClone(sent))).toEqual(PLANES);
  });

  it('go as they are from Firefox, and arrive whole', async () => {
    const sent = sendableInFirefox(PLANES);
    expect(sent).toMatchObject({ bytes: expect.any(ArrayBuffer) as unknown });
    expect(await received(structuredClone(sent))).toEqual(PLANES);
  });
});
