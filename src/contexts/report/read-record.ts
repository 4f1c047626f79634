import type { CheckRecord } from '../../contracts/report.ts';
import type { SightingId } from '../../contracts/sighting.ts';
import { askRecord } from '../../platform/messaging/ask-record.ts';
import { askFileRecord } from '../../platform/report/file-record.ts';
import { hashFile } from '../../platform/report/file-hash.ts';
import { addressOfTab } from '../../platform/toolbar/shown-tab.ts';

/** A record and where its pictures can be read again; undefined where they cannot. */
export interface FoundRecord {
  readonly record: CheckRecord;
  readonly media: Blob | string | undefined;
}

/** The record that the address of this page names: `?tab=<id>&sighting=<id>` or `?file=<name>`. Undefined when it is gone. */
export async function readRecord(search: string): Promise<FoundRecord | undefined> {
  const names = new URLSearchParams(search);
  const [tab, sighting, file] = ['tab', 'sighting', 'file'].map((name) => names.get(name));
  if (typeof file === 'string') return recordOfFile(file);
  if (typeof tab !== 'string' || typeof sighting !== 'string') return undefined;
  return recordOfTab(Number(tab), sighting as SightingId);
}

async function recordOfFile(name: string): Promise<FoundRecord | undefined> {
  const found = await askFileRecord(name);
  if (found === undefined || found.record.subject.kind !== 'file') return undefined;
  const { record, file } = found;
  const sha256 = await hashFile(file);
  const subject = { ...found.record.subject, ...(sha256 !== undefined && { sha256 }) };
  return { record: { ...record, subject }, media: file };
}

async function recordOfTab(tabId: number, sightingId: SightingId): Promise<FoundRecord | undefined> {
  const [record, pageAddress] = await Promise.all([
    askRecord(tabId, sightingId).catch(() => undefined),
    addressOfTab(tabId),
  ]);
  if (record?.subject.kind !== 'page' || pageAddress === undefined) return undefined;
  const { mediaAddress } = record.subject;
  return {
    record: { ...record, subject: { ...record.subject, pageAddress } },
    media: /^https?:/i.test(mediaAddress) ? mediaAddress : undefined,
  };
}
