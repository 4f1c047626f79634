import { measuredRates } from '../../detectors/measured-rates.ts';
import { ask } from '../../platform/messaging/ask.ts';
import { askProvider } from '../../platform/offscreen/ask-provider.ts';
import type { Sureness } from '../../ui/how-sure/how-sure.tsx';

/** How sure the detectors can be here. Loaded when somebody wants to know: the list must not wait for it. */
export async function askHowSure(): Promise<Sureness> {
  return { ...measuredRates(), provider: await askProvider(() => ask('page>background/wake-offscreen')) };
}
