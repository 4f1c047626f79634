import { h } from 'preact';
import type { Report } from '../../contracts/report.ts';
import {
  envelopeBlock,
  FORMAT,
  sealedText,
  signedText,
  VERSION,
  withSeal,
  writeEnvelope,
} from '../../core/report/envelope.ts';
import type { OwnKey } from '../../platform/report/own-key.ts';
import { text } from '../../platform/text.ts';
import pageCss from '../../ui/own-page.css?inline';
import reportCss from '../../ui/report/report.css?inline';
import savedCss from '../../ui/report/saved-page.css?inline';
import { writePage } from '../../ui/report/write-page.ts';
import { SavedPage } from '../../ui/report/saved-page.tsx';

/** The JSON file: the report's exact text with its signature. */
export async function writeJson(report: Report, { publicKey, sign }: OwnKey): Promise<string> {
  const payload = JSON.stringify(report);
  const signature = await sign(signedText(VERSION, payload));
  return writeEnvelope({ format: FORMAT, version: VERSION, payload, publicKey, signature });
}

/** The page: the report in words, the JSON file inside it, and a seal over both. */
export async function writeHtml(report: Report, key: OwnKey): Promise<string> {
  const parts = {
    title: text('report_title'),
    language: document.documentElement.lang,
    direction: document.documentElement.dir === 'rtl' ? ('rtl' as const) : ('ltr' as const),
    css: pageCss + reportCss + savedCss,
    view: h(SavedPage, { report, text }),
  };
  const page = writePage(parts, envelopeBlock(await writeJson(report, key)));
  return withSeal(page, await key.sign(sealedText(page)));
}

/** `second-look-report-2026-11-25T22-16-03.<ending>`: file names take no colons. */
export const fileName = ({ madeAt }: Report, ending: string): string =>
  `${FORMAT}-${madeAt.slice(0, 19).replaceAll(':', '-')}.${ending}`;
