/** Whole checks on the graphics processor beside WebAssembly: what `webgpu.ts` makes its figures of. */
import type { Browser } from 'puppeteer';
import type { ProviderWish } from '../src/platform/inference/provider.ts';
import type { BenchBrowser } from './bench-extension.ts';
import { assertAllScored, ONE_FACE, openPage, type EngineAt } from './engine-pages.ts';
import type { CheckTimes, FrameSpec } from './page/engine-wire.ts';

/** What makes Chromium without a screen take a real graphics processor, where there is one. */
export const GRAPHICS_ARGS = [
  '--enable-unsafe-webgpu',
  '--ignore-gpu-blocklist',
  '--use-angle=vulkan',
  '--enable-features=Vulkan',
  '--disable-vulkan-surface',
  // Dawn keeps half precision from NVIDIA's older Vulkan drivers. There the product computes in float32; it is timed all the same.
  '--enable-dawn-features=vulkan_enable_f16_on_nvidia',
];

/** In the order in which they take turns. */
const WISHES = ['wasm', 'webgpu', 'webgpu-float16'] as const satisfies readonly ProviderWish[];
export type Wish = (typeof WISHES)[number];

const SOFTWARE = /llvmpipe|lavapipe|swiftshader|basic render|^unnamed$/i;

const FOUR_FACES: FrameSpec = { ...ONE_FACE, faces: 4 };

/** What one way of running the models did. Times are a list a round. */
export interface GraphicsLane {
  readonly wish: Wish;
  /** What the details view would say. */
  readonly description: string;
  /** The very first check: models loaded, shaders compiled. */
  readonly firstMs: number;
  readonly oneFace: CheckTimes[][];
  readonly fourFaces: CheckTimes[][];
  /** Of the faces of both frames, in one order in all lanes. */
  readonly logits: number[];
}

/** What was measured on one machine. */
export interface GraphicsSamples {
  /** The machine in one line; absent for the one that the bench runs on. */
  readonly machine?: string;
  /** The graphics processor's name, as its driver gives it. */
  readonly graphics: string;
  /** None without a graphics adapter. */
  readonly lanes: readonly GraphicsLane[];
}

/** How often. */
export interface GraphicsCounts {
  readonly rounds: number;
  readonly checks: number;
}

type Page = Omit<EngineAt, 'threads'>;

interface OpenLane {
  readonly page: Page;
  readonly lane: GraphicsLane;
}

/** One lane for each wish that this browser grants. */
export async function sampleGraphics(
  bench: Pick<BenchBrowser, 'open' | 'browser'>,
  counts: GraphicsCounts,
): Promise<GraphicsSamples> {
  const graphics = await graphicsName(bench.browser);
  // Asked for its adapter, a driver in software may never answer.
  if (SOFTWARE.test(graphics)) return { graphics, lanes: [] };
  const lanes = await openLanes(bench);
  if (lanes.length > 1) await takeTurns(lanes, counts);
  return { graphics, lanes: lanes.length > 1 ? lanes.map(({ lane }) => lane) : [] };
}

/** `NVIDIA H200` of `ANGLE (NVIDIA, Vulkan 1.4.312 (NVIDIA NVIDIA H200 (0x00002335)), NVIDIA-580.159.4.0)`. */
async function graphicsName(browser: Browser): Promise<string> {
  const session = await browser.target().createCDPSession();
  const { gpu } = await session.send('SystemInfo.getInfo');
  const [device] = gpu.devices;
  const name = device?.deviceString || device?.vendorString || 'unnamed';
  return (/\(([^()]+) \(0x/.exec(name)?.[1] ?? name).replace(/^(\w+) \1\b/, '$1');
}

async function openLanes(bench: Pick<BenchBrowser, 'open'>): Promise<readonly OpenLane[]> {
  const lanes: OpenLane[] = [];
  for (const wish of WISHES) {
    const page = await openPage(bench);
    const description = await choose(page, wish);
    if (description === undefined) continue;
    const { firstMs, logits } = await check(page, ONE_FACE, 0);
    lanes.push({ page, lane: { wish, description, firstMs, oneFace: [], fourFaces: [], logits: [...logits] } });
  }
  return lanes;
}

async function takeTurns(lanes: readonly OpenLane[], { rounds, checks }: GraphicsCounts): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    for (const { page, lane } of lanes) {
      lane.oneFace.push([...(await check(page, ONE_FACE, checks)).times]);
      const { times, logits } = await check(page, FOUR_FACES, checks);
      lane.fourFaces.push([...times]);
      if (round === 0) lane.logits.push(...logits);
    }
  }
}

/** What was chosen; undefined when this browser has no such thing. */
async function choose(page: Page, wish: Wish): Promise<string | undefined> {
  try {
    return (await page.ask<'choose'>({ kind: 'choose', wish })).description;
  } catch (error) {
    if (/none of .* runs here/.test(String(error))) return undefined;
    throw error;
  }
}

async function check(page: Page, frame: FrameSpec, runs: number) {
  const answer = await page.ask<'check'>({ kind: 'check', frame, runs });
  assertAllScored(frame, answer);
  return answer;
}
