/** Milliseconds on a clock that never goes back. */
export const now = (): number => performance.now();

/** Calls `step` again and again, `ms` after the last call ended, until `signal` aborts. */
export function every(ms: number, step: () => void, signal: AbortSignal): void {
  if (signal.aborted) return;
  const timer = setInterval(step, ms);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}

/** Wraps `step` so that it runs at most once in `ms`: at once, then for the last call of each interval. */
export function throttled(ms: number, step: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsked = false;
  const run = (): void => {
    isAsked = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (isAsked) run();
    }, ms);
    step();
  };
  return () => {
    if (timer === undefined) run();
    else isAsked = true;
  };
}
