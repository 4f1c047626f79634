import type { Envelope, PageSeal, Report, Verification } from '../../contracts/report.ts';
import { findParts, FORMAT, sealedText, signedText, VERSION, writeEnvelope, type FoundParts } from './envelope.ts';

/** What checking needs from outside. Nothing of the file is trusted by any of it. */
export interface VerifyPorts {
  /** False also for a key or a signature that is none. */
  readonly isSigned: (publicKey: string, signature: string, text: string) => Promise<boolean>;
  /** Undefined for a key that is none. */
  readonly fingerprintOf: (publicKey: string) => Promise<string | undefined>;
  /** The envelope in a text, or undefined. */
  readonly readEnvelope: (text: string) => Envelope | undefined;
  /** The report in a payload, or undefined. */
  readonly readReport: (payload: string) => Report | undefined;
}

/** Says what can be said of a file that claims to be a report. */
export async function verifyReport(file: string, ports: VerifyPorts): Promise<Verification> {
  const parts = findParts(file);
  if (parts === undefined) return { kind: file.includes(FORMAT) ? 'broken' : 'not-a-report' };
  const envelope = ports.readEnvelope(parts.envelope);
  if (envelope?.format !== FORMAT) return { kind: file.includes(FORMAT) ? 'broken' : 'not-a-report' };
  if (envelope.version > VERSION) return { kind: 'newer' };

  const { version, payload, publicKey, signature } = envelope;
  const fingerprint = await ports.fingerprintOf(publicKey);
  if (fingerprint === undefined) return { kind: 'broken' };
  const report = ports.readReport(payload);
  // Said before the signature is looked at: a key that was put in another's place makes every signature fail.
  if (report !== undefined && report.key !== fingerprint) return { kind: 'wrong-key' };
  const isUntouched = writeEnvelope(envelope) === parts.envelope;
  if (!isUntouched || !(await ports.isSigned(publicKey, signature, signedText(version, payload)))) {
    return { kind: 'changed' };
  }
  if (report === undefined) return { kind: 'broken' };
  return { kind: 'intact', report, fingerprint, seal: await sealOf(parts, publicKey, ports) };
}

async function sealOf({ page }: FoundParts, publicKey: string, { isSigned }: VerifyPorts): Promise<PageSeal> {
  if (page === undefined) return 'no-page';
  const isSealed = page.seal !== undefined && (await isSigned(publicKey, page.seal, sealedText(page.text)));
  return isSealed ? 'intact' : 'changed';
}
