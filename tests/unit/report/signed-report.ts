import type { Envelope, Report } from '../../../src/contracts/report.ts';
import { llr } from '../../../src/contracts/score.ts';
import { FORMAT, signedText, VERSION, writeEnvelope } from '../../../src/core/report/envelope.ts';
import { verifyReport, type VerifyPorts } from '../../../src/core/report/verify-report.ts';
import { toBase64 } from '../../../src/platform/bytes.ts';
import { readEnvelope, readReport } from '../../../src/platform/report/report-schema.ts';
import { fingerprintOf, isSigned } from '../../../src/platform/report/signatures.ts';

/** The real thing: Node's WebCrypto is the browser's. */
export const PORTS: VerifyPorts = { isSigned, fingerprintOf, readEnvelope, readReport };

/** What is said of a file, in one word. */
export const verdictOn = async (file: string): Promise<string> => (await verifyReport(file, PORTS)).kind;

/** A key of one's own. */
export interface Signer {
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly sign: (text: string) => Promise<string>;
}

export async function createSigner(): Promise<Signer> {
  const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  const publicKey = toBase64(await crypto.subtle.exportKey('raw', pair.publicKey));
  return {
    publicKey,
    fingerprint: (await fingerprintOf(publicKey)) ?? '',
    sign: async (text) =>
      toBase64(await crypto.subtle.sign('Ed25519', pair.privateKey, new TextEncoder().encode(text))),
  };
}

/** A report that says a little of everything. */
export function sampleReport(key: string): Report {
  const scores = [{ detector: 'blend-boundary', logit: 2.5, evidence: llr(3.25) }] as const;
  return {
    madeAt: '2026-11-25T22:10:00.000Z',
    key,
    subject: {
      kind: 'page',
      pageAddress: 'https://feed.example/home?q=1</script><!--',
      documentAddress: 'https://player.example/1',
      mediaAddress: 'https://media.example/clip.mp4',
      route: 'element',
    },
    widthPx: 1280,
    heightPx: 720,
    durationMs: 12_345,
    verdict: {
      state: 'some-signs',
      evidence: llr(2.9),
      because: [{ detector: 'blend-boundary', evidence: llr(2.9) }],
      moments: [{ startMs: 400, endMs: 1_200, evidence: llr(3.1) }],
      framesScored: 4,
    },
    facts: { known: [{ source: 'site', site: 'youtube', declares: ['dubbed'] }], unread: ['file'] },
    framesLookedAt: 9,
    frames: [
      {
        mediaTimeMs: 400.125,
        widthPx: 1280,
        heightPx: 720,
        pixels: { layout: 'I420', sha256: 'ab'.repeat(32) },
        faces: [{ box: { x: 1, y: 2, width: 3, height: 4 }, confidence: 0.9, gate: [], scores }],
        failures: [],
      },
    ],
    fusion: {
      version: '0.3.0',
      intercept: -0.8,
      weights: { 'blend-boundary': 1.3, 'synthesis-trace': 1.2 },
      thresholds: { unclear: 0.6, soft: 2.2, strong: 3.7 },
    },
    errorRates: { genuineSources: 2185, aboveSoft: 23, aboveStrong: 4 },
    detectors: [{ id: 'blend-boundary', version: '0.3.0' }],
    software: { extension: '0.1.0', provider: 'wasm, 2 threads', models: { 'face-finder': 'cd'.repeat(32) } },
    settings: { sensitivity: 'quiet', budget: 'standard' },
  };
}

/** An envelope as a report's page signs it. */
export async function signedEnvelope(payload: string, { publicKey, sign }: Signer): Promise<Envelope> {
  const signature = await sign(signedText(VERSION, payload));
  return { format: FORMAT, version: VERSION, payload, publicKey, signature };
}

/** The JSON file of the sample. */
export async function signedFile(signer: Signer, report = sampleReport(signer.fingerprint)): Promise<string> {
  return writeEnvelope(await signedEnvelope(JSON.stringify(report), signer));
}
