import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Fact, SignedFact } from '../../src/contracts/fact.ts';
import { BUNDLED_TRUST_NAME } from '../../src/platform/facts/trust-name.ts';
import { recordRequests, strayRequests, type RequestRecord } from '../../demo/record-requests.ts';
import { launchWithExtension } from '../../tools/launch-extension.ts';
import { openScanPage } from '../../tools/scan-page.ts';
import {
  chipsOn,
  MEDIA,
  openPopup,
  reportsOf,
  serveFactsSite,
  trustTestIssuer,
  wordsOn,
  type FactsSite,
} from './facts-site.ts';

const DIST = process.env['SECOND_LOOK_DIST'] ?? 'dist';
const VIDEO = 'autoplay muted loop playsinline style="display:block;width:480px;height:270px"';
const ANSWERED = { timeout: 40_000, interval: 300 };

/** What c2pa-rs says of the same files, by its Python package (tests/signed/make_signed.py). */
const expected = JSON.parse(readFileSync('tests/signed/expected.json', 'utf8')) as Record<
  'files' | 'stream',
  Readonly<Record<string, { readonly state: string; readonly codes: readonly string[] }>>
>;

const signedOf = (facts: readonly Fact[]): SignedFact | undefined =>
  facts.find((fact) => fact.source === 'signed-record');

describe('what a playing video declares', () => {
  let site: FactsSite;
  let browser: Browser;
  let extensionId: string;
  let page: Page;
  let record: RequestRecord;

  beforeAll(async () => {
    site = await serveFactsSite();
    ({ browser, extensionId } = await launchWithExtension({
      dist: DIST,
      headless: true,
      beforeExtension: async (fresh) => {
        record = await recordRequests(fresh);
      },
    }));
    await trustTestIssuer(browser, extensionId);
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser.close();
    site.close();
  });
  afterEach(async () => {
    await page.goto('about:blank');
    site.asked.length = 0;
  });

  const open = async (html: string): Promise<void> => {
    site.files.set('/page.html', `<!doctype html><title>page</title><body style="margin:0">${html}`);
    await page.goto(`${site.origin}/page.html`);
    await page.bringToFront();
  };
  const play = (file: string, more = ''): Promise<void> => open(`<video src="/${file}" ${more} ${VIDEO}></video>`);
  const facts = async () => (await reportsOf(browser, page))[0]?.facts ?? { known: [], unread: [] };
  const known = async () => (await facts()).known;
  /** Requests of ours: the page's own element asks as `video`. */
  const ours = () => site.asked.filter(({ from }) => from === 'empty');

  it.each([
    ['camera.mp4', 'trusted', ['camera-captured'], 'Signed record: captured with a camera'],
    ['ai-generated.mp4', 'trusted', ['ai-generated'], 'Signed record: AI-generated'],
    ['ai-edited.mp4', 'trusted', ['ai-edited'], 'Signed record: edited with AI'],
    ['dubbed.mp4', 'trusted', ['dubbed', 'camera-captured'], 'Signed record: dubbed'],
    ['translated.mp4', 'trusted', ['translated', 'camera-captured'], 'Signed record: translated'],
    ['tampered.mp4', 'broken', [], 'Signed record is broken'],
    ['record-of-another.mp4', 'broken', [], 'Signed record is broken'],
    ['expired.mp4', 'broken', [], 'Signed record is broken'],
    ['expired-stamped.mp4', 'trusted', ['camera-captured'], 'Signed record: captured with a camera'],
  ])('%s: %s, on the badge as a chip', async (file, state, declares, chip) => {
    await play(file);
    await expect.poll(async () => signedOf(await known())?.state, ANSWERED).toBe(state);
    expect(signedOf(await known())?.declares).toEqual(declares);
    await expect.poll(() => chipsOn(page), ANSWERED).toContain(chip);
  });

  it.each(['unknown-issuer.mp4', 'self-signed.mp4'])('%s: nobody vouches for its issuer', async (file) => {
    await play(file);
    await expect.poll(async () => signedOf(await known())?.state, ANSWERED).toBe('issuer-unknown');
    expect(signedOf(await known())?.trustList).toBe(`${BUNDLED_TRUST_NAME}, test-issuer.pem`);
    expect(await chipsOn(page)).toEqual([]);
  });

  it('names the list that decided, and shows the chain of an edited file', async () => {
    await play('ai-edited.mp4');
    await expect.poll(async () => signedOf(await known())?.trustList, ANSWERED).toBe('test-issuer.pem');
    const claim = signedOf(await known())?.claim;
    expect(claim?.issuer).toBe('Second Look test issuer');
    expect(claim?.ingredients[0]?.sourceTypes).toEqual(['digitalCapture']);
  });

  it('the popup lists the chip too', async () => {
    await play('dubbed.mp4');
    await expect.poll(async () => signedOf(await known())?.state, ANSWERED).toBe('trusted');
    const popup = await openPopup(browser, extensionId, page);
    const chips = () => popup.$$eval('[data-sighting] .fact-chip', (all) => all.map(({ textContent }) => textContent));
    await expect.poll(chips, ANSWERED).toEqual(['Signed record: dubbed', 'Signed record: captured with a camera']);
    await popup.close();
  });

  it('the card that the badge opens has the chip, what it means, and the record', async () => {
    await play('ai-generated.mp4');
    await expect.poll(async () => (await reportsOf(browser, page))[0]?.verdict.state, ANSWERED).toBe('could-not-check');
    await expect.poll(() => chipsOn(page), ANSWERED).toHaveLength(1);
    await page.mouse.click(22, 22);
    await expect
      .poll(() => wordsOn(page, 'card'), ANSWERED)
      .toEqual([expect.stringContaining('About the signed record')]);
    expect((await wordsOn(page, 'card'))[0]).toContain('Signed record: AI-generated');
    expect((await wordsOn(page, 'card'))[0]).toContain('Checked against: test-issuer.pem');
  });

  it.each([
    ['xmp.mp4', 'ai-edited', 'Iptc4xmpExt:DigitalSourceType'],
    ['aigc.mp4', 'ai-generated', 'AIGC'],
  ])('%s: the file says so itself, unsigned', async (file, declared, field) => {
    await play(file);
    await expect.poll(known, ANSWERED).toEqual([{ source: 'file', about: 'media', declares: [declared], field }]);
  });

  it.each(['plain.mp4', 'stray-bytes.mp4', 'plain.webm'])(
    '%s: declares nothing, and nothing is missing',
    async (file) => {
      await play(file);
      await expect.poll(() => ours().length, ANSWERED).toBeGreaterThan(0);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      expect(await facts()).toEqual({ known: [], unread: [] });
    },
  );

  it('reads a poster where the video says nothing, and says that it is the poster', async () => {
    await play('plain.mp4', 'poster="/ai-generated.jpg"');
    await expect.poll(async () => signedOf(await known())?.about, ANSWERED).toBe('poster');
    expect(signedOf(await known())?.state).toBe('trusted');
    expect(await chipsOn(page)).toEqual([]);
  });

  it('reads a file that the page made itself', async () => {
    await open(`<video ${VIDEO}></video><script type="module">
      document.querySelector('video').src = URL.createObjectURL(await (await fetch('/camera.mp4')).blob());
    </script>`);
    await expect.poll(async () => signedOf(await known())?.declares, ANSWERED).toEqual(['camera-captured']);
  });

  /** A page that puts a stream together from the pieces it fetches, as players for DASH and HLS do. */
  const playStream = (folder: string): Promise<void> =>
    open(`<video ${VIDEO}></video><script>
      const media = new MediaSource();
      document.querySelector('video').src = URL.createObjectURL(media);
      media.addEventListener('sourceopen', async () => {
        const buffer = media.addSourceBuffer('video/mp4; codecs="avc1.640015"');
        for (const piece of ['init.mp4', '1.m4s', '2.m4s', '3.m4s']) {
          buffer.appendBuffer(await (await fetch('/${folder}/' + piece)).arrayBuffer());
          await new Promise((done) => buffer.addEventListener('updateend', done, { once: true }));
        }
        media.endOfStream();
      }, { once: true });
    </script>`);

  it('reads the record of a stream from its beginning and one piece', async () => {
    await playStream('stream');
    await expect
      .poll(async () => signedOf(await known()), ANSWERED)
      .toMatchObject({
        state: 'trusted',
        declares: ['ai-generated'],
        codes: expected.stream['1.m4s']?.codes,
      });
    expect(await chipsOn(page)).toContain('Signed record: AI-generated');
  });

  it('calls a stream whose piece does not fit not readable, for it may be our choice of pieces that is wrong', async () => {
    const piece = readFileSync(`${MEDIA}/stream/1.m4s`);
    piece.writeUInt8(piece.readUInt8(piece.length - 50) ^ 1, piece.length - 50);
    site.files.set('/stream/1.m4s', piece);
    await playStream('stream');
    await expect.poll(async () => (await facts()).unread, ANSWERED).toEqual(['signed-record']);
    site.files.delete('/stream/1.m4s');
  });

  it('says that a stream put together by a script is not readable when more than one was seen', async () => {
    const stream = `const media = new MediaSource(); video.src = URL.createObjectURL(media);
      media.addEventListener('sourceopen', async () => {
        const buffer = media.addSourceBuffer('video/webm; codecs="vp8"');
        buffer.appendBuffer(await (await fetch('/plain.webm')).arrayBuffer());
      }, { once: true });`;
    await open(`<video ${VIDEO}></video><video ${VIDEO}></video><script>
      for (const video of document.querySelectorAll('video')) { ${stream} }
    </script>`);
    await expect.poll(async () => (await facts()).unread, ANSWERED).toEqual(['signed-record', 'file']);
  });

  it('fetches the head only of a file without a record, and nothing but media, without cookies', async () => {
    const box = Buffer.alloc(16);
    box.writeUInt32BE(3_000_016);
    box.write('free', 4);
    const large = Buffer.concat([readFileSync(`${MEDIA}/plain.mp4`), box, Buffer.alloc(3_000_000)]);
    site.files.set('/large.mp4', large);
    await play('large.mp4');
    await expect.poll(() => ours().length, ANSWERED).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(ours()).toEqual([expect.objectContaining({ path: '/large.mp4', bytes: 65_536, cookie: undefined })]);
    expect(new Set(site.asked.map(({ path }) => path))).toEqual(new Set(['/page.html', '/large.mp4']));
  });

  it('reads a file from a server without ranges', async () => {
    site.whole.add('/camera.mp4');
    await play('camera.mp4');
    await expect.poll(async () => signedOf(await known())?.state, ANSWERED).toBe('trusted');
    site.whole.clear();
  });

  it('leaves a record alone that is larger than any real one', async () => {
    const record = Buffer.alloc(12_000_000);
    record.writeUInt32BE(record.length);
    record.write('uuid', 4);
    record.write('d8fec3d61b0e483c92975828877ec481', 8, 'hex');
    site.files.set('/oversized.mp4', Buffer.concat([readFileSync(`${MEDIA}/plain.mp4`), record]));
    await play('oversized.mp4');
    await expect.poll(async () => (await facts()).unread, ANSWERED).toEqual(['signed-record']);
    expect(ours().reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(100_000);
  });

  it('survives a record of boxes nested a hundred thousand deep, and reads the next file', async () => {
    site.files.set('/bomb.mp4', Buffer.concat([readFileSync(`${MEDIA}/plain.mp4`), nestedRecord(100_000)]));
    await play('bomb.mp4');
    await expect.poll(async () => (await facts()).unread, ANSWERED).toContain('signed-record');
    await play('camera.mp4');
    await expect.poll(async () => signedOf(await known())?.state, ANSWERED).toBe('trusted');
  });

  it('reads a chain of two dozen claims', async () => {
    await play('nested.mp4');
    await expect.poll(async () => signedOf(await known())?.state, ANSWERED).toBe('trusted');
    let depth = 0;
    for (let claim = signedOf(await known())?.claim; claim !== undefined; claim = claim.ingredients[0]) depth += 1;
    expect(depth).toBe(25);
  });

  it('nothing of all this asked anybody but the site', () => {
    expect(record.requests.length).toBeGreaterThan(50);
    expect(strayRequests(record)).toEqual([]);
  });
});

/** A C2PA box of JUMBF superboxes, one inside the other. */
function nestedRecord(depth: number): Buffer {
  const inner = Buffer.alloc(depth * 8);
  for (let level = 0; level < depth; level += 1) {
    inner.writeUInt32BE((depth - level) * 8, level * 8);
    inner.write('jumb', level * 8 + 4);
  }
  const head = Buffer.alloc(8 + 16 + 4 + 9 + 8);
  head.writeUInt32BE(head.length + inner.length);
  head.write('uuid', 4);
  head.write('d8fec3d61b0e483c92975828877ec481', 8, 'hex');
  // Version and flags, the purpose as a C string, and the offset of a later box: none.
  head.write('manifest', 28);
  return Buffer.concat([head, inner]);
}

describe('lists of issuers', () => {
  it('a file without certificates is refused, and a list that was removed is gone', async () => {
    const { browser, extensionId } = await launchWithExtension({ dist: DIST, headless: true });
    try {
      await trustTestIssuer(browser, extensionId);
      const page = await browser.newPage();
      await page.goto(`chrome-extension://${extensionId}/src/contexts/check-file/index.html`);
      const names = () => page.$$eval('[data-list]', (all) => all.map((one) => one.getAttribute('data-list')));
      await expect.poll(names, ANSWERED).toEqual([BUNDLED_TRUST_NAME, 'test-issuer.pem']);
      const input = await page.$('input#trust-list');
      await input?.uploadFile('tests/signed/expected.json');
      await page.waitForSelector('.trust-lists [role="alert"]');
      expect(await names()).toEqual([BUNDLED_TRUST_NAME, 'test-issuer.pem']);
      await page.click('[data-list="test-issuer.pem"] button');
      await expect.poll(names, ANSWERED).toEqual([BUNDLED_TRUST_NAME]);
    } finally {
      await browser.close();
    }
  });
});

describe('a site that is switched off', () => {
  it('is asked for nothing', async () => {
    const site = await serveFactsSite();
    const { browser, extensionId } = await launchWithExtension({ dist: DIST, headless: true });
    try {
      const popup = await browser.newPage();
      await popup.goto(`chrome-extension://${extensionId}/src/contexts/popup/index.html`);
      await popup.evaluate(async () => {
        const chosen = { sitesOff: ['127.0.0.1'] };
        await chrome.storage.local.set({ settings: { version: 1, chosen } });
      });
      const page = await browser.newPage();
      site.files.set('/page.html', `<!doctype html><video src="/camera.mp4" ${VIDEO}></video>`);
      await page.goto(`${site.origin}/page.html`);
      await page.bringToFront();
      await expect
        .poll(async () => (await reportsOf(browser, page))[0]?.verdict, ANSWERED)
        .toEqual({ state: 'not-checked', reason: 'site-off' });
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      expect(site.asked.filter(({ from }) => from === 'empty')).toEqual([]);
    } finally {
      await browser.close();
      site.close();
    }
  });
});

describe('what c2pa-rs says of the same files', () => {
  const STATES: Readonly<Record<string, string>> = {
    Trusted: 'trusted',
    Valid: 'issuer-unknown',
    Invalid: 'broken',
    none: 'none',
  };

  it('is what we say: the same state and the same codes for every file', async () => {
    const scanner = await openScanPage(DIST);
    try {
      const [address] = scanner
        .browser()
        .targets()
        .map((target) => target.url())
        .filter((url) => url.includes('check-file'));
      await trustTestIssuer(scanner.browser(), new URL(address ?? '').host);
      const said: Record<string, unknown> = {};
      for (const file of Object.keys(expected.files)) {
        const line = await scanner.scan(file, `${MEDIA}/${file}`);
        const signed = signedOf(line.facts.known);
        said[file] = { state: signed?.state ?? 'none', codes: signed?.codes ?? [], unread: line.facts.unread };
      }
      const wanted = Object.entries(expected.files).map(([file, { state, codes }]) => [
        file,
        { state: STATES[state], codes, unread: [] },
      ]);
      expect(said).toEqual(Object.fromEntries(wanted));
    } finally {
      await scanner.close();
    }
  }, 300_000);
});
