/** Runs jobs one at a time, in order. A job that fails fails alone: the lane stays open. */
export type Lane = <Value>(job: () => Promise<Value>) => Promise<Value>;

/** An empty lane. */
export function createLane(): Lane {
  let tail: Promise<unknown> = Promise.resolve();
  return (job) => {
    const turn = tail.then(job);
    tail = turn.catch(() => undefined);
    return turn;
  };
}
