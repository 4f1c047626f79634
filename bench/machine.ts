import { cpus, loadavg, release, totalmem } from 'node:os';
import { startServer } from '../demo/server.ts';
import { launchBrowser } from '../tools/launch-extension.ts';

/** What the figures were measured on. */
export interface Machine {
  readonly processor: string;
  readonly threads: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  readonly browser: string;
  /** What WebGPU runs on; a software adapter names itself here. */
  readonly adapter: string;
  /** Mean number of running programs over the last minute, when the bench began. */
  readonly load: number;
}

/** Runs in a page: WebGPU's adapter in words. */
async function adapterInWords(): Promise<string> {
  type Adapter = { readonly info: Readonly<Record<'vendor' | 'architecture' | 'device' | 'description', string>> };
  const { gpu } = navigator as { gpu?: { requestAdapter(): Promise<Adapter | null> } };
  const adapter = await gpu?.requestAdapter();
  if (adapter === null || adapter === undefined) return 'none';
  const { vendor, architecture, device, description } = adapter.info;
  return [vendor, architecture, device, description].filter((word) => word !== '').join(' ') || 'unnamed';
}

async function browserFacts(): Promise<Pick<Machine, 'browser' | 'adapter'>> {
  const server = await startServer({ folders: {}, answers: { '/here': {} } });
  const browser = await launchBrowser({ headless: true });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.origin}/here`);
    return { browser: await browser.version(), adapter: await page.evaluate(adapterInWords) };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Looks at the machine, and starts a browser once to ask it too. */
export async function readMachine(): Promise<Machine> {
  const [load = NaN] = loadavg();
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    threads: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    system: `${process.platform} ${release()}`,
    node: process.versions.node,
    ...(await browserFacts()),
    load: Number(load.toFixed(2)),
  };
}

/** The machine in one line. Times measured beside other work are times of waiting: said aloud, and kept with the figures. */
export function machineInWords({ processor, threads, memoryGb, node, browser, adapter, load }: Machine): string {
  const busy = load > threads / 2 ? `; the machine was busy (load ${load}): times are too long` : '';
  return `${processor}, ${threads} threads, ${memoryGb} GB, ${browser}, WebGPU adapter: ${adapter}, Node ${node}${busy}`;
}
