import { beforeAll, describe, expect, it } from 'vitest';
import { envelopeBlock, sealedText, signedText, withSeal, writeEnvelope } from '../../../src/core/report/envelope.ts';
import { verifyReport } from '../../../src/core/report/verify-report.ts';
import type { Envelope, Report } from '../../../src/contracts/report.ts';
import {
  createSigner,
  PORTS,
  sampleReport,
  signedEnvelope,
  signedFile,
  verdictOn,
  type Signer,
} from './signed-report.ts';

let ana: Signer;
let bo: Signer;
let file: string;
let page: string;

beforeAll(async () => {
  [ana, bo] = await Promise.all([createSigner(), createSigner()]);
  file = await signedFile(ana);
  const words = `<!doctype html>\n<html><body><main>Report</main>${envelopeBlock(file)}</body></html>`;
  page = withSeal(words, await ana.sign(sealedText(words)));
});

/** The same text with one bit of one character changed: a change that stays within one byte of the file. */
const changedAt = (text: string, at: number): string =>
  text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);

describe('a report that nobody touched', () => {
  it('is intact and says what was put into it', async () => {
    const found = await verifyReport(file, PORTS);
    expect(found).toEqual({
      kind: 'intact',
      report: sampleReport(ana.fingerprint),
      fingerprint: ana.fingerprint,
      seal: 'no-page',
    });
  });

  it('is intact inside its page, and so is the page', async () => {
    expect(await verifyReport(page, PORTS)).toMatchObject({ kind: 'intact', seal: 'intact' });
  });

  it('is safe inside a page whatever it says: no mark-up can begin in it', () => {
    expect(file).toContain('\\u003c/script');
    expect(file).not.toContain('<');
  });
});

describe('a report that somebody touched', () => {
  it('is never intact, whichever byte of the file was changed', async () => {
    const untold: number[] = [];
    for (let at = 0; at < file.length; at += 1) {
      if ((await verdictOn(changedAt(file, at))) === 'intact') untold.push(at);
    }
    expect(untold).toEqual([]);
  });

  it('has a broken seal where only the words of its page were changed, whichever byte', async () => {
    const untold: number[] = [];
    for (let at = 0; at < page.length; at += 1) {
      const found = await verifyReport(changedAt(page, at), PORTS);
      if (found.kind === 'intact' && found.seal !== 'changed') untold.push(at);
    }
    expect(untold).toEqual([]);
  });

  it.each(Object.keys(sampleReport('')) as (keyof Report)[])('is found out when its %s was changed', async (field) => {
    const report = sampleReport(ana.fingerprint);
    const { payload, ...rest } = JSON.parse(file) as Envelope;
    const { [field]: gone, ...others } = JSON.parse(payload) as Report;
    expect(gone).toEqual(report[field]);
    expect(await verdictOn(writeEnvelope({ ...rest, payload: JSON.stringify(others) }))).toBe('changed');
  });

  it.each([
    ['a line break at the end', (text: string) => `${text}\n`],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['other white space', (text: string) => JSON.stringify(JSON.parse(text), null, 1)],
    ['something more in its envelope', (text: string) => text.replace('{', '{"more":1,')],
    ['an end that is missing', (text: string) => text.slice(0, -40)],
    ['its signature in other letters for the same bits', (text: string) => text.replace(/==?"}$/, '"}')],
  ])('is not intact with %s', async (_name, change) => {
    expect(change(file)).not.toBe(file);
    expect(['changed', 'broken']).toContain(await verdictOn(change(file)));
  });

  it('is not intact in a page that holds two', async () => {
    expect(await verdictOn(page.replace('<main>', envelopeBlock(file)))).toBe('broken');
  });

  it('a seal of another key seals nothing', async () => {
    const words = page.slice(0, page.lastIndexOf('<!--'));
    const found = await verifyReport(withSeal(words, await bo.sign(sealedText(words))), PORTS);
    expect(found).toMatchObject({ kind: 'intact', seal: 'changed' });
  });
});

describe('keys', () => {
  it('another key in the place of the right one is told from a change', async () => {
    const envelope = JSON.parse(file) as Envelope;
    expect(await verdictOn(writeEnvelope({ ...envelope, publicKey: bo.publicKey }))).toBe('wrong-key');
  });

  it('a report signed anew by somebody else still names its first key', async () => {
    expect(await verdictOn(await signedFile(bo, sampleReport(ana.fingerprint)))).toBe('wrong-key');
  });

  it('a report that somebody made up is intact with their own fingerprint: hence comparing it', async () => {
    const found = await verifyReport(await signedFile(bo), PORTS);
    expect(found).toMatchObject({ kind: 'intact', fingerprint: bo.fingerprint });
    expect(bo.fingerprint).not.toBe(ana.fingerprint);
  });

  it('what is no key at all makes a broken report', async () => {
    const envelope = JSON.parse(file) as Envelope;
    for (const publicKey of ['', 'no key', 'AAAA', `${envelope.publicKey}=`]) {
      expect(await verdictOn(writeEnvelope({ ...envelope, publicKey }))).toBe('broken');
    }
  });

  it('the seal of a page is no signature of a report', async () => {
    const envelope = JSON.parse(file) as Envelope;
    const signature = await ana.sign(sealedText(envelope.payload));
    expect(await verdictOn(writeEnvelope({ ...envelope, signature }))).toBe('changed');
  });
});

describe('other files', () => {
  it('of a later version are told so, however they are signed', async () => {
    const envelope = await signedEnvelope('{}', ana);
    const signature = await ana.sign(signedText(2, '{}'));
    expect(await verdictOn(writeEnvelope({ ...envelope, version: 2, signature }))).toBe('newer');
  });

  it.each(['', '{', '{"a":1}', '<html></html>', 'GIF89a', '[]', 'null'])('%j is no report', async (text) => {
    expect(await verdictOn(text)).toBe('not-a-report');
  });

  it.each([
    ['an empty object', '{}'],
    ['no JSON', 'x'],
    ['nesting without end', '['.repeat(200_000)],
    ['endless claims', claimsNested(20_000)],
    ['a picture that is none', JSON.stringify({ ...sampleReport('ab'.repeat(32)), frames: [pictured('x')] })],
  ])('%s, well signed, is broken', async (_name, payload) => {
    expect(await verdictOn(writeEnvelope(await signedEnvelope(payload, ana)))).toBe('broken');
  });
});

function pictured(picture: string): object {
  return { ...sampleReport('').frames[0], picture };
}

function claimsNested(depth: number): string {
  const claim = '{"actions":[],"sourceTypes":[],"ingredients":[';
  const record = `{"source":"signed-record","about":"media","state":"broken","declares":[],"codes":[],"trustList":"x","claim":`;
  const nested = `${claim.repeat(depth)}${']}'.repeat(depth)}`;
  const report = JSON.stringify({ ...sampleReport('ab'.repeat(32)), facts: { known: [], unread: [] } });
  return report.replace('"known":[]', `"known":[${record}${nested}}]`);
}
