import { render } from 'preact';
import type { Verification } from '../../contracts/report.ts';
import { FORMAT } from '../../core/report/envelope.ts';
import { verifyReport } from '../../core/report/verify-report.ts';
import { effectiveSettings } from '../../core/settings/effective-settings.ts';
import { readWhole } from '../../platform/files/read-whole.ts';
import { forgetKey, nameKey, nameOfKey } from '../../platform/report/known-keys.ts';
import { ownFingerprint } from '../../platform/report/own-key.ts';
import { readEnvelope, readReport } from '../../platform/report/report-schema.ts';
import { fingerprintOf, isSigned } from '../../platform/report/signatures.ts';
import { watchSettings } from '../../platform/storage/watch-settings.ts';
import { inReadingDirection, text } from '../../platform/text.ts';
import { useLanguage } from '../../platform/use-language.ts';
import { VerifyPage, type CheckedReport, type KeyOwner, type VerifyActions } from './verify-page.tsx';
import '../../ui/own-page.css';
import '../../ui/report/report.css';
import '../../ui/report/saved-page.css';

/** Two dozen pictures and as many crops take three. */
const MOST_BYTES = 20 * 1024 * 1024;

let checked: CheckedReport | undefined;

const actions: VerifyActions = {
  check: (file) => void check(file),
  nameKey: (fingerprint, name) => void nameKey(fingerprint, name).then(renew),
  forgetKey: (fingerprint) => void forgetKey(fingerprint).then(renew),
};

function draw(): void {
  render(<VerifyPage checked={checked} actions={actions} text={text} />, document.body);
}

async function verify(file: File): Promise<Verification> {
  if (file.size > MOST_BYTES) return { kind: 'too-large' };
  const whole = await readWhole(file);
  if (whole === undefined) return { kind: 'broken' };
  if (!whole.isExact) return { kind: whole.text.includes(FORMAT) ? 'broken' : 'not-a-report' };
  return verifyReport(whole.text, { isSigned, fingerprintOf, readEnvelope, readReport });
}

async function ownerOf(verification: Verification): Promise<KeyOwner> {
  if (verification.kind !== 'intact') return { kind: 'unknown' };
  const { fingerprint } = verification;
  if (fingerprint === (await ownFingerprint())) return { kind: 'mine' };
  const name = await nameOfKey(fingerprint);
  return name === undefined ? { kind: 'unknown' } : { kind: 'named', name };
}

async function check(file: File): Promise<void> {
  const verification = await verify(file);
  checked = { fileName: file.name, verification, owner: await ownerOf(verification) };
  draw();
}

/** After a key got a name or lost it. */
async function renew(): Promise<void> {
  if (checked === undefined) return;
  checked = { ...checked, owner: await ownerOf(checked.verification) };
  draw();
}

void watchSettings(async (chosen, policy) => {
  await useLanguage(effectiveSettings(chosen, policy).values.language);
  inReadingDirection(document);
  document.title = text('verify_title');
  draw();
});
