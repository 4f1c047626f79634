import { median, quantile, rounded, type Figure } from './figures.ts';
import { known, type Measured } from './measured.ts';
import { firstAnswer, serveOneVideo, withOneVideo } from './one-video.ts';
import { barPlot } from './plot.ts';
import { repeats, say, type Asked } from './subject.ts';

const LOADS = 6;

/** Seconds from playing to the first state that is an answer, one fresh browser each. */
async function loadAndWait(address: string, loads: number): Promise<number[]> {
  const seconds: number[] = [];
  for (let load = 0; load < loads; load++) {
    const tookMs = await withOneVideo(address, async (loaded) => {
      const playedAtMs = await loaded.play();
      const { state, atMs } = await firstAnswer(loaded);
      say(`first verdict ${load + 1} of ${loads}: ${state} after ${atMs - playedAtMs} ms`);
      return atMs - playedAtMs;
    });
    seconds.push(tookMs / 1000);
  }
  return seconds;
}

/**
 * From a 720p video that is visible and playing to the first state that is an answer. Each load is a fresh browser and
 * profile, so starting the offscreen document, onnxruntime and the weights is in it.
 */
export async function measureFirstVerdict(asked: Asked): Promise<Measured> {
  const server = await serveOneVideo();
  try {
    const seconds = await loadAndWait(server.address, repeats(asked, LOADS));
    const standing = { n: seconds.length, command: asked.command };
    const figures: readonly Figure[] = [
      known('time to first verdict, fresh browser, median (s)', rounded(median(seconds), 2), standing),
      known('time to first verdict, fresh browser, 95th percentile (s)', rounded(quantile(seconds, 0.95), 2), standing),
    ];
    const bars = seconds.map((value, index) => ({ name: `load ${index + 1}`, value }));
    return { figures, samples: { seconds }, plots: { 'first-verdict': barPlot('Time to first verdict, s', bars) } };
  } finally {
    await server.close();
  }
}
