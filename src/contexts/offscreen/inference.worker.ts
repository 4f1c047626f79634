import probes from '../../../models/probes.json' with { type: 'json' };
import { inspectFrame } from '../../core/score/inspect-frame.ts';
import { detectors, gateLimits } from '../../detectors/registry.ts';
import { bundledWeights } from '../../platform/inference/bundled-weights.ts';
import { createModelSessions } from '../../platform/inference/model-sessions.ts';
import { chooseProvider } from '../../platform/inference/provider.ts';
import { serveWorker } from '../../platform/inference/serve-worker.ts';

/** A frame once begun is finished: stopping midway would save less than asking again costs. */
const toTheEnd = new AbortController().signal;

serveWorker(async (wishes) => {
  const chosen = await chooseProvider(wishes);
  const { run: runModel } = createModelSessions(bundledWeights, chosen, probes);
  return {
    chosen,
    inspect: (pixels, { mediaTimeMs, isNative, scoreGated }) => {
      const options = { isNative, scoreGated, gate: gateLimits };
      return inspectFrame(pixels, mediaTimeMs, { runModel }, detectors, options, toTheEnd);
    },
  };
});
