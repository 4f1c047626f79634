import { withBenchExtension } from './bench-extension.ts';
import { assertAllScored, ONE_FACE, openEngine } from './engine-pages.ts';
import { median } from './figures.ts';
import { known, type Measured } from './measured.ts';
import type { CheckTimes } from './page/engine-wire.ts';
import { linePlot } from './plot.ts';
import { tableOf } from './rows.ts';
import { repeats, say, type Asked } from './subject.ts';

const FACES = [1, 2, 4, 8] as const;
const ROUNDS = 5;
const CHECKS = 3;

/** What a whole check costs with 1 to 8 faces of the same size in a 720p frame, on one thread. */
export async function measureFaces(asked: Asked): Promise<Measured> {
  return withBenchExtension(async (bench) => {
    const engine = await openEngine(bench, 1);
    const taken = new Map<number, CheckTimes[]>(FACES.map((faces) => [faces, []]));
    const rounds = repeats(asked, ROUNDS);
    for (let round = 0; round < rounds; round += 1) {
      for (const [faces, times] of taken) {
        const frame = { ...ONE_FACE, faces };
        const answer = await engine.ask<'check'>({ kind: 'check', frame, runs: CHECKS });
        assertAllScored(frame, answer);
        times.push(...answer.times);
      }
      say(`faces: round ${round + 1} of ${rounds}`);
    }
    const mediansOf = (of: (times: CheckTimes) => number) =>
      [...taken].map(([faces, times]) => [faces, median(times.map(of))] as const);
    const whole = mediansOf(({ wholeMs }) => wholeMs);
    const detectors = mediansOf(({ detectorsMs }) => Object.values(detectorsMs).reduce((sum, ms) => sum + ms, 0));
    const standing = { n: rounds * CHECKS, command: asked.command };
    return {
      figures: whole.map(([faces, ms]) =>
        known(`whole check at 720p, faces: ${faces}, WASM 1 thread, median (ms)`, ms, standing),
      ),
      samples: Object.fromEntries(taken),
      plots: {
        faces: linePlot('One whole check at 720p by the number of faces', { x: 'faces', y: 'ms' }, [
          { name: 'whole check', points: whole },
          { name: 'detectors', points: detectors },
        ]),
      },
      table: tableOf(
        'ms',
        [...taken].map(([faces, times]) => ({ name: `faces: ${faces}`, values: times.map(({ wholeMs }) => wholeMs) })),
      ),
    };
  });
}
