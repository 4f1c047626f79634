import type { Envelope } from '../../contracts/report.ts';

/** Names the kind of file; also the first words of what is signed, so that no signature of ours fits anything else. */
export const FORMAT = 'second-look-report';
/** Raised when a reader of the last one would misunderstand. */
export const VERSION = 1;

const BLOCK_START = `<script type="application/json" id="${FORMAT}">`;
const BLOCK_END = '</script>';
const SEAL_START = `<!-- ${FORMAT}-seal `;
const SEAL_END = ' -->';

/** The very characters that the report's signature covers. */
export const signedText = (version: number, payload: string): string => `${FORMAT}\n${String(version)}\n${payload}`;

/** The very characters that a page's seal covers: all that comes before it. */
export const sealedText = (page: string): string => `${FORMAT}-page\n${String(VERSION)}\n${page}`;

/** The one way to write an envelope; any other spelling of the same is a changed file. Safe inside a page. */
export function writeEnvelope({ format, version, payload, publicKey, signature }: Envelope): string {
  return JSON.stringify({ format, version, payload, publicKey, signature }).replaceAll('<', '\\u003c');
}

/** The block that carries an envelope inside a page. It is no script: browsers run no JSON. */
export const envelopeBlock = (envelope: string): string => BLOCK_START + envelope + BLOCK_END;

/** A page with its seal. */
export const withSeal = (page: string, seal: string): string => page + SEAL_START + seal + SEAL_END;

/** The parts of a file that may hold a report. */
export interface FoundParts {
  readonly envelope: string;
  /** Absent when the file is no page. */
  readonly page?: { readonly text: string; readonly seal: string | undefined };
}

/** Finds the envelope in a JSON file or in a page. Undefined when there is none, or more than one. */
export function findParts(file: string): FoundParts | undefined {
  if (file.startsWith('{')) return { envelope: file };
  const [before, rest, ...more] = file.split(BLOCK_START);
  if (before === undefined || rest === undefined || more.length > 0) return undefined;
  const end = rest.indexOf(BLOCK_END);
  if (end < 0) return undefined;
  return { envelope: rest.slice(0, end), page: splitSeal(file) };
}

function splitSeal(file: string): { readonly text: string; readonly seal: string | undefined } {
  const at = file.lastIndexOf(SEAL_START);
  if (at < 0 || !file.endsWith(SEAL_END)) return { text: file, seal: undefined };
  return { text: file.slice(0, at), seal: file.slice(at + SEAL_START.length, -SEAL_END.length) };
}
