import type { Page } from 'puppeteer';

/** One event of Chromium's trace, as far as it is read here. Times in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly args: { readonly name?: string; readonly data?: { readonly url?: string } };
}

/** What our content scripts did on the main threads of pages, while it was traced. */
export interface OurWork {
  /** Our functions, and, on pages without scripts of their own, all promise reactions and intersection observers. */
  readonly busyMs: number;
  /** The same by the kind of event; those inside each other count twice here. */
  readonly byEventMs: Readonly<Record<string, number>>;
  /** All tasks of the same threads. */
  readonly tasksMs: number;
  /** Tasks of at least 50 ms that would have been shorter without us, milliseconds. */
  readonly longTasksMs: readonly number[];
}

const CATEGORIES = [
  '-*',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'toplevel',
  'blink',
  'v8.execute',
];
const LONG_MS = 50;
const SCRIPT = new Set(['FunctionCall', 'EvaluateScript']);
/** Promise reactions that ran: looking for some follows every task, those of the browser's own memory cleaning too. */
const BESIDE = new Set(['RunMicrotasks', 'IntersectionObserverController::computeIntersections']);

type Span = readonly [fromUs: number, toUs: number];

/** Traces the whole browser while `use` runs. */
export async function traced(page: Page, use: () => Promise<void>): Promise<readonly TraceEvent[]> {
  await page.tracing.start({ categories: CATEGORIES });
  await use();
  const bytes = await page.tracing.stop();
  if (bytes === undefined) throw new Error('the browser gave no trace');
  const { traceEvents } = JSON.parse(new TextDecoder().decode(bytes)) as { traceEvents: readonly TraceEvent[] };
  return traceEvents;
}

const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
const spanOf = ({ ts, dur = 0 }: TraceEvent): Span => [ts, ts + dur];

/** Overlapping spans as one, in order. */
function merged(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = all.at(-1);
    if (last === undefined || span[0] > last[1]) all.push(span);
    else all[all.length - 1] = [last[0], Math.max(last[1], span[1])];
  }
  return all;
}

const lengthMs = (spans: readonly Span[]): number => spans.reduce((sum, [from, to]) => sum + to - from, 0) / 1000;
const within = ([from, to]: Span, spans: readonly Span[]): Span[] =>
  spans.map(([a, b]) => [Math.max(a, from), Math.min(b, to)] as const).filter(([a, b]) => b > a);

/**
 * What a browser does of the same kinds without us, on all threads, milliseconds: it has intersection observers of its
 * own, and a trace does not tell whose they are.
 */
export function besideMs(events: readonly TraceEvent[]): number {
  const beside = events.filter(({ ph, name }) => ph === 'X' && BESIDE.has(name));
  const threads = [...new Set(beside.map(threadOf))];
  return threads.reduce((sum, one) => {
    const here = beside.filter((event) => threadOf(event) === one);
    return sum + lengthMs(merged(here.map(spanOf)));
  }, 0);
}

/** Sums up a trace. Throws `RangeError` when nothing of ours ran on any page. */
export function summarise(events: readonly TraceEvent[], extensionId: string): OurWork {
  const whole = events.filter(({ ph }) => ph === 'X');
  const ownPids = new Set(
    events
      .filter(({ name, args }) => name === 'process_name' && args.name === 'Extension Renderer')
      .map(({ pid }) => pid),
  );
  const isOurs = ({ name, args }: TraceEvent): boolean =>
    SCRIPT.has(name) && (args.data?.url ?? '').startsWith(`chrome-extension://${extensionId}/`);
  const threads = new Set(whole.filter((event) => isOurs(event) && !ownPids.has(event.pid)).map(threadOf));
  if (threads.size === 0) throw new RangeError('nothing of ours ran on a page while it was traced');
  const work = { busyMs: 0, tasksMs: 0, longTasksMs: [] as number[], byEventMs: {} as Record<string, number> };
  for (const thread of threads) {
    const here = whole.filter((event) => threadOf(event) === thread);
    const counted = here.filter((event) => isOurs(event) || BESIDE.has(event.name));
    for (const event of counted)
      work.byEventMs[event.name] = (work.byEventMs[event.name] ?? 0) + lengthMs([spanOf(event)]);
    const busy = merged(counted.map(spanOf));
    const tasks = merged(here.filter(({ name }) => name === 'RunTask').map(spanOf));
    work.busyMs += lengthMs(busy);
    work.tasksMs += lengthMs(tasks);
    const long = tasks.filter(
      (task) => lengthMs([task]) >= LONG_MS && lengthMs([task]) - lengthMs(within(task, busy)) < LONG_MS,
    );
    work.longTasksMs.push(...long.map((task) => lengthMs([task])));
  }
  return work;
}
