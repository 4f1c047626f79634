import { existsSync, readFileSync } from 'node:fs';
import type { Browser } from 'puppeteer';

/** Whose work a process does. */
export type ProcessKind = 'extension' | 'pages' | 'browser' | 'gpu' | 'other';

/** CPU time of the browser's processes so far, in seconds, by process id. */
export type CpuReading = ReadonlyMap<number, { readonly kind: ProcessKind; readonly seconds: number }>;

/** What the browser calls its process, and how it was started, to whose work it does. */
export function processKind(type: string, commandLine: string): ProcessKind {
  if (type === 'browser') return 'browser';
  if (type === 'GPU') return 'gpu';
  if (type !== 'renderer') return 'other';
  return commandLine.includes('--extension-process') ? 'extension' : 'pages';
}

function commandLineOf(pid: number): string {
  const path = `/proc/${pid}/cmdline`;
  if (!existsSync('/proc/self/cmdline')) throw new Error('only Linux tells which process is the extension’s (/proc)');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** Reads every process of the browser. Linux only. */
export async function readCpu(browser: Browser): Promise<CpuReading> {
  const session = await browser.target().createCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return new Map(
    processInfo.map(({ id, type, cpuTime }) => [id, { kind: processKind(type, commandLineOf(id)), seconds: cpuTime }]),
  );
}

/** CPU seconds by kind between two readings. A process that ended in between is not counted. */
export function cpuBetween(before: CpuReading, after: CpuReading): Readonly<Record<ProcessKind, number>> {
  const spent: Record<ProcessKind, number> = { extension: 0, pages: 0, browser: 0, gpu: 0, other: 0 };
  for (const [pid, { kind, seconds }] of after) spent[kind] += seconds - (before.get(pid)?.seconds ?? 0);
  return spent;
}

/** Proportional memory of the extension's processes in MB; pages that several share are divided among them. Linux only. */
export async function extensionMemoryMb(browser: Browser): Promise<number> {
  const pids = [...(await readCpu(browser))].flatMap(([pid, { kind }]) => (kind === 'extension' ? [pid] : []));
  if (pids.length === 0) throw new Error('the extension has no process');
  return pids.reduce((sum, pid) => sum + proportionalKb(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')), 0) / 1000;
}

/** The `Pss` line of a smaps file, in kB. Throws `RangeError` when it has none. */
export function proportionalKb(smaps: string): number {
  const kb = /^Pss:\s+(\d+) kB$/m.exec(smaps)?.[1];
  if (kb === undefined) throw new RangeError('no Pss in smaps');
  return Number(kb);
}
