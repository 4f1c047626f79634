import { inspectFrame } from '../../core/score/inspect-frame.ts';
import { detectors, gateLimits } from '../../detectors/registry.ts';
import { readBundledWeights } from '../../platform/inference/bundled-weights.ts';
import { createModelSessions } from '../../platform/inference/model-sessions.ts';
import { serveWorker } from '../../platform/inference/serve-worker.ts';
import { threadCount } from '../../platform/inference/thread-count.ts';

const sessions = createModelSessions(readBundledWeights, threadCount());
/** A frame once begun is finished: stopping midway would save less than asking again costs. */
const toTheEnd = new AbortController().signal;

serveWorker((pixels, { mediaTimeMs, isNative, scoreGated }) =>
  inspectFrame(
    pixels,
    mediaTimeMs,
    { runModel: sessions.run },
    detectors,
    { isNative, scoreGated, gate: gateLimits },
    toTheEnd,
  ),
);
