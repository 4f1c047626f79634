import type { Page } from 'puppeteer';
import { withBenchExtension } from './bench-extension.ts';
import { median, type Figure } from './figures.ts';
import { readCalls, timeCalls } from './frame-calls.ts';
import { atMost, known, ratioOfPairs, type Measured } from './measured.ts';
import { CLIP, openVideo, playVideo, serveClips } from './one-video.ts';
import { enterOurWorld, type OurWorld } from './our-world.ts';
import { barPlot } from './plot.ts';
import {
  messagesOf,
  prepareToSend,
  sendFrames,
  TRANSPORTS,
  type SeenMessages,
  type Sent,
  type Transport,
} from './send-frames.ts';
import { barsOf, tableOf } from './rows.ts';
import { repeats, rest, say, type Asked } from './subject.ts';

const ROUNDS = 10;
const FRAMES = 5;
/** Until the product has taken a few frames, the first of them with loading the engine. */
const LOOK_MS = 8_000;
const BOUND = 'the browser copies the pixels of each picture on the page’s thread while it writes the message';
const NAMES: Readonly<Record<Transport, string>> = {
  ours: 'ours',
  'json-array': 'JSON array',
  jpeg: 'base64 JPEG (toDataURL)',
  'jpeg-later': 'base64 JPEG (convertToBlob)',
  nothing: 'nothing',
};

type Rounds = Readonly<Record<Transport, Sent[][]>>;

async function watchProduct(page: Page, world: OurWorld): Promise<SeenMessages> {
  await timeCalls(world);
  await playVideo(page);
  await rest(LOOK_MS);
  const last = (await readCalls(world)).at(-1);
  await page.evaluate(() => document.querySelector('video')?.pause());
  if (last === undefined) throw new Error('the product sent no frame');
  return messagesOf(last);
}

/** Per round, what the page's thread did for a frame beyond what it does anyway. */
function threadPerRound(rounds: Rounds, way: Transport): number[] {
  const idleMs = median(rounds.nothing.flat().map(({ threadMs }) => threadMs));
  return rounds[way].map((round) => median(round.map(({ threadMs }) => threadMs)) - idleMs);
}

function figuresOf(rounds: Rounds, command: string): readonly Figure[] {
  const n = rounds.ours.flat().length;
  const ways = TRANSPORTS.filter((way) => way !== 'nothing');
  const against = (way: Transport): number => ratioOfPairs(threadPerRound(rounds, 'ours'), threadPerRound(rounds, way));
  const name = (way: Transport): string => `page’s main thread, our transport ÷ ${NAMES[way]}, 720p`;
  // The cheaper of the two for the page is the harder one to beat.
  const jpegs = [against('jpeg'), against('jpeg-later')] as const;
  return [
    atMost(name('json-array'), against('json-array'), { n, command, most: 0.1, bound: BOUND }),
    atMost('page’s main thread, our transport ÷ base64 JPEG, the cheaper way, 720p', Math.max(...jpegs), {
      n,
      command,
      most: 0.7,
      bound: BOUND,
    }),
    ...ways.flatMap((way) => [
      known(`${NAMES[way]}, 720p: page’s main thread a frame (ms)`, median(threadPerRound(rounds, way)), {
        n,
        command,
      }),
      known(
        `${NAMES[way]}, 720p: from the video to pixels in the extension (ms)`,
        median(rounds[way].flat().map(({ totalMs }) => totalMs)),
        { n, command },
      ),
    ]),
  ];
}

async function takeTurns(world: OurWorld, seen: SeenMessages, count: number): Promise<Rounds> {
  const rounds: Record<Transport, Sent[][]> = { ours: [], 'json-array': [], jpeg: [], 'jpeg-later': [], nothing: [] };
  for (const way of TRANSPORTS) await sendFrames(world, way, seen, 1);
  for (let round = 0; round < count; round += 1) {
    for (const way of TRANSPORTS) rounds[way].push(await sendFrames(world, way, seen, FRAMES));
    say(`transport: round ${round + 1} of ${count}`);
  }
  return rounds;
}

/** Our way of sending a 720p frame beside those of other extensions, from the content script to a page of the extension. */
export async function measureTransport(asked: Asked): Promise<Measured> {
  const served = await serveClips([CLIP]);
  try {
    return await withBenchExtension(async ({ browser, extensionId, open }) => {
      await open('receive');
      const page = await browser.newPage();
      await openVideo(page, served.addressOf('one-video'));
      await page.bringToFront();
      const world = await enterOurWorld(page, extensionId);
      const seen = await watchProduct(page, world);
      await prepareToSend(world);
      const rounds = await takeTurns(world, seen, repeats(asked, ROUNDS));
      const rows = TRANSPORTS.filter((way) => way !== 'nothing').flatMap((way) => [
        { name: `${NAMES[way]}, page`, values: threadPerRound(rounds, way) },
        { name: `${NAMES[way]}, total`, values: rounds[way].flat().map(({ totalMs }) => totalMs) },
      ]);
      return {
        figures: figuresOf(rounds, asked.command),
        samples: { sentByTheProduct: seen, rounds },
        plots: { transport: barPlot('A 720p frame from a page to the extension, ms', barsOf(rows)) },
        table: tableOf('ms', rows),
      };
    });
  } finally {
    await served.close();
  }
}
