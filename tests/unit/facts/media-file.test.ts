import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { declaredByTags } from '../../../src/facts/media-file/declared-by-tags.ts';
import { findParts } from '../../../src/facts/media-file/find-parts.ts';
import type { FileReading } from '../../../src/facts/media-file/reading.ts';
import { trackSize } from '../../../src/facts/media-file/walk-boxes.ts';

const MEDIA = 'tests/signed/media';

/** A file in memory that counts what is read of it. */
function reading(bytes: Uint8Array): FileReading & { readonly readBytes: () => number } {
  let count = 0;
  return {
    sizeBytes: bytes.length,
    read: (fromByte, byteCount) => {
      const part = bytes.subarray(fromByte, fromByte + byteCount);
      count += part.length;
      return Promise.resolve(part);
    },
    readBytes: () => count,
  };
}
const open = (name: string) => reading(new Uint8Array(readFileSync(`${MEDIA}/${name}`)));

describe('where a file keeps what it says of itself', () => {
  it.each([
    ['camera.mp4', 'mp4'],
    ['ai-generated.jpg', 'jpeg'],
    ['ai-generated.png', 'png'],
    ['ai-generated.webp', 'webp'],
    ['stream/init.mp4', 'mp4'],
  ])('%s: its record is found by the headers alone', async (name, container) => {
    const file = open(name);
    const parts = await findParts(file);
    expect(parts?.container).toBe(container);
    expect(parts?.recordBytes).toBeGreaterThan(1_000);
    expect(file.readBytes()).toBeLessThan(1_000);
  });

  it.each([
    'plain.mp4',
    'plain.jpg',
    'plain.webm',
    'stray-bytes.jpg',
    'stray-bytes.mp4',
    'xmp.jpg',
    'xmp.mp4',
    'aigc.mp4',
  ])('%s: no record', async (name) => {
    expect((await findParts(open(name)))?.recordBytes).toBe(0);
  });

  it('a beginning is told from a piece and from a whole file, and knows its picture’s size', async () => {
    const kinds = ['stream/init.mp4', 'stream/1.m4s', 'plain.mp4'].map(
      async (name) => (await findParts(open(name)))?.isInitSegment,
    );
    expect(await Promise.all(kinds)).toEqual([true, false, false]);
    const beginning = open('stream/init.mp4');
    const tags = (await findParts(beginning))?.tags ?? { fromByte: 0, byteCount: 0 };
    expect(trackSize(await beginning.read(tags.fromByte, tags.byteCount))).toEqual({ widthPx: 480, heightPx: 270 });
  });

  it('a page, a playlist or nothing at all is no file we know', async () => {
    for (const text of ['<!doctype html>', '#EXTM3U\n#EXT', '']) {
      expect(await findParts(reading(new TextEncoder().encode(text)))).toBeUndefined();
    }
  });

  it.each(['camera.mp4', 'ai-generated.jpg', 'ai-generated.png', 'ai-generated.webp'])(
    '%s cut off or changed anywhere in its head ends in bounded work',
    async (name) => {
      const whole = new Uint8Array(readFileSync(`${MEDIA}/${name}`));
      for (let at = 0; at < 400; at += 1) {
        const changed = whole.slice(0, at % 2 === 0 ? whole.length : at);
        changed[at] = (changed[at] ?? 0) ^ 0xff;
        const file = reading(changed);
        await findParts(file).catch((problem: unknown) => expect(problem).toBeInstanceOf(RangeError));
        expect(file.readBytes()).toBeLessThan(10_000);
      }
    },
  );
});

describe('what the tags of a file declare', () => {
  const declared = (field: string, text: string) => declaredByTags([{ field, text }], 'media')?.declares;
  const iptc = 'http://cv.iptc.org/newscodes/digitalsourcetype/';

  it.each([
    [`${iptc}trainedAlgorithmicMedia`, ['ai-generated']],
    [`${iptc}compositeWithTrainedAlgorithmicMedia`, ['ai-edited']],
    [`${iptc}digitalCapture`, ['camera-captured']],
    [`${iptc}algorithmicMedia`, undefined],
    ['trainedAlgorithmicMedia', undefined],
    [`https://elsewhere.example/?${iptc}trainedAlgorithmicMedia`, undefined],
    [`${iptc}toString`, undefined],
  ])('a source type of %s: %j', (text, declares) => {
    expect(declared('DigitalSourceType', text)).toEqual(declares);
  });

  it.each([
    ['{"Label":"1"}', ['ai-generated']],
    ['{"Label":"2"}', undefined],
    ['{"Label":"3"}', undefined],
    ['made with AI', undefined],
  ])('an AIGC label of %s: %j', (text, declares) => {
    expect(declared('AIGC', text)).toEqual(declares);
  });

  it('words about AI in a title or a comment declare nothing', () => {
    expect(declared('title', 'made with AI')).toBeUndefined();
    expect(declared('comment', `${iptc}trainedAlgorithmicMedia`)).toBeUndefined();
  });
});
