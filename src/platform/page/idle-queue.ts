/** Main-thread time that one idle slice may take, ms: well below one picture of a 60 Hz screen. */
const SLICE_MS = 3;
/** A page that never idles still gets its slices, this far apart, ms. */
const AT_LATEST_MS = 1_000;

/** Work that can stop after each step. */
export type Steps = Generator<undefined, undefined>;

/** Runs work in order, in idle slices, until `signal` aborts. */
export function createIdleQueue(signal: AbortSignal): (steps: Steps) => void {
  const waiting: Steps[] = [];
  let isScheduled = false;

  const runSlice = (): void => {
    isScheduled = false;
    const until = performance.now() + SLICE_MS;
    while (!signal.aborted && waiting[0] !== undefined && performance.now() < until) {
      if (waiting[0].next().done === true) waiting.shift();
    }
    if (waiting.length > 0) schedule();
  };
  const schedule = (): void => {
    if (isScheduled || signal.aborted) return;
    isScheduled = true;
    requestIdleCallback(runSlice, { timeout: AT_LATEST_MS });
  };
  return (steps) => {
    waiting.push(steps);
    schedule();
  };
}
