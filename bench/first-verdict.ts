import { median, quantile, rounded, type Figure } from './figures.ts';
import { firstAnswer, withOneVideo } from './one-video.ts';

const LOADS = 6;

/**
 * From a 720p video that is visible and playing to the first state that is an answer. Each load is a fresh browser and
 * profile, so starting the offscreen document, onnxruntime and the weights is in it.
 */
export async function measureFirstVerdict(address: string, command: string): Promise<readonly Figure[]> {
  const seconds: number[] = [];
  for (let load = 0; load < LOADS; load++) {
    const tookMs = await withOneVideo(address, async (loaded) => {
      const playedAtMs = await loaded.play();
      const { state, atMs } = await firstAnswer(loaded);
      console.error(`first verdict ${load + 1} of ${LOADS}: ${state} after ${atMs - playedAtMs} ms`);
      return atMs - playedAtMs;
    });
    seconds.push(tookMs / 1000);
  }
  const common = { target: null, met: null, n: LOADS, command };
  return [
    { name: 'time to first verdict, fresh browser, median (s)', value: rounded(median(seconds), 2), ...common },
    {
      name: 'time to first verdict, fresh browser, 95th percentile (s)',
      value: rounded(quantile(seconds, 0.95), 2),
      ...common,
    },
  ];
}
