import type { Failure } from '../../contracts/failure.ts';

const alreadySaid = new Set<string>();

/** Logs a failure once per code and stage in this context. A `detail` holds no page content and no address. */
export function logFailure(failure: Failure): void {
  const key = `${failure.stage} ${failure.code}`;
  if (alreadySaid.has(key)) return;
  alreadySaid.add(key);
  const detail = failure.detail === undefined ? '' : `: ${failure.detail}`;
  console.warn(`[${failure.stage}] ${failure.code}${detail}`);
}
