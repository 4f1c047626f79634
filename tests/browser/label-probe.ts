// Bundled by labels.test.ts and run in the content script's world: the readers and their bridge as they ship.
import { SiteFacts } from '../../src/contexts/content/site-facts.ts';
import type { Facts } from '../../src/contracts/fact.ts';
import { adapterFor } from '../../src/sites/registry.ts';

const siteFacts = new SiteFacts(adapterFor(location.hostname, document).id);

const labelProbe = {
  /** What is known of the video that matches; undefined when there is none or it is not content. */
  factsOf(selector: string): Facts | undefined {
    const video = document.querySelector<HTMLVideoElement>(selector);
    const role = video && adapterFor(location.hostname, document).roleOf(video);
    return video !== null && role?.kind === 'content' ? siteFacts.of(video, role.anchor) : undefined;
  },

  /** How long one reading takes, ms: the median of 20, each with nothing remembered. */
  readingMs(selector: string): number {
    const times = Array.from({ length: 20 }, () => {
      const fresh = new SiteFacts(adapterFor(location.hostname, document).id);
      const video = document.querySelector<HTMLVideoElement>(selector);
      const startedMs = performance.now();
      if (video !== null) fresh.of(video, video.parentElement ?? video);
      return performance.now() - startedMs;
    });
    return times.sort((one, other) => one - other)[10] ?? 0;
  },
};
Object.assign(globalThis, { labelProbe });

export type LabelProbe = typeof labelProbe;
