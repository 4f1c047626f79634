import type { HelpLink, Situation } from '../../contracts/advice.ts';
import type { Disagreement } from '../../contracts/disagreement.ts';
import type { EngineVersions } from '../../contracts/scan.ts';
import { UNMANAGED_DEFAULTS } from '../../core/settings/effective-settings.ts';
import type { EffectiveSettings, Feature } from '../../contracts/settings.ts';
import type { CardView } from '../../contracts/card.ts';
import { isSiteLocked, siteLevel, withSiteLevel } from '../../core/settings/site-level.ts';
import { strongestLook } from '../../core/show/face-marks.ts';
import { fusion } from '../../detectors/registry.ts';
import { logProblem } from '../../platform/log/log-problem.ts';
import { ask } from '../../platform/messaging/ask.ts';
import type { FramesClient } from '../../platform/offscreen/connect-frames.ts';
import { readPlayback } from '../../platform/page/playback.ts';
import { isPrivateWindow } from '../../platform/page/private-window.ts';
import type { CardOffers } from '../../ui/card/card-actions.tsx';
import type { CardPorts } from '../../ui/card/card-ports.ts';
import type { Sighting } from './sighting.ts';

export interface CardDeskPorts {
  /** Host name of this document. */
  readonly host: string;
  readonly frames: Pick<FramesClient, 'versions'>;
  /** Looks at a video anew. */
  readonly checkAgain: (sighting: Sighting) => void;
}

/** Does what the cards of this document ask for. */
export class CardDesk {
  readonly #ports: CardDeskPorts;
  #settings: EffectiveSettings = UNMANAGED_DEFAULTS;
  #ran: EngineVersions | undefined;
  readonly #said = new WeakMap<Sighting, string>();
  /** By what the signs are about. It is chosen for a person, so it goes when the settings change. */
  #help = new Map<Situation, readonly HelpLink[]>();

  constructor(ports: CardDeskPorts) {
    this.#ports = ports;
  }

  use(settings: EffectiveSettings): void {
    this.#settings = settings;
    this.#help = new Map();
  }

  /** What ran; undefined until somebody asked for it and the engine answered. */
  ran(): EngineVersions | undefined {
    return this.#ran;
  }

  /** Links that fit a video whose signs are about `situation`; none until they were found, which calls `onFound`. */
  helpOn(situation: Situation | undefined, onFound: () => void): readonly HelpLink[] {
    if (situation === undefined) return [];
    const found = this.#help.get(situation);
    if (found === undefined) void this.#findHelp(situation, this.#help).then(onFound);
    return found ?? [];
  }

  offersFor({ verdict, framesLookedAt }: Sighting): CardOffers {
    const { host } = this.#ports;
    const canSwitch = !isSiteLocked(this.#settings, host) && siteLevel(this.#settings.values, host) !== 'off';
    const isSettled = verdict.state !== 'checking' && verdict.state !== 'not-checked';
    return {
      siteToSwitchOff: canSwitch && host !== '' ? host : undefined,
      canSayWrong: isSettled && this.#has('this-is-wrong') && !isPrivateWindow(),
      canReport: framesLookedAt > 0 && this.#has('report'),
    };
  }

  /** `onChange` is called when what the card shows has changed. */
  portsFor(sighting: Sighting, view: () => CardView, onChange: (isWhereShown?: boolean) => void): CardPorts {
    return {
      seek: (atMs) => seek(sighting, atMs),
      checkAgain: () => this.#ports.checkAgain(sighting),
      sayWrong: () => this.#sayWrong(sighting, view()),
      takeBack: () => this.#takeBack(sighting),
      switchSiteOff: () => void this.#switchSiteOff(),
      openPage: (page, wanted) => {
        void tell(ask('content>background/open-page', { page, sighting: sighting.id, ...wanted }));
      },
      readVersions: () => void this.#readVersions().then(() => onChange()),
      showWhere: (isShown) => {
        if (isShown) standAtStrongest(sighting);
        onChange(isShown);
      },
    };
  }

  #has(feature: Feature): boolean {
    return !this.#settings.values.featuresOff.includes(feature);
  }

  async #findHelp(situation: Situation, into: Map<Situation, readonly HelpLink[]>): Promise<void> {
    into.set(situation, []);
    const { host } = this.#ports;
    into.set(situation, (await tell(ask('content>background/find-help', { situation, host }))) ?? []);
  }

  async #sayWrong(sighting: Sighting, view: CardView): Promise<boolean> {
    const disagreement = disagreementOn(sighting, view, this.#ports.host);
    const id = await tell(ask('content>background/disagree', disagreement));
    if (id === undefined) return false;
    this.#said.set(sighting, id);
    return true;
  }

  async #takeBack(sighting: Sighting): Promise<void> {
    const id = this.#said.get(sighting);
    if (id !== undefined) await tell(ask('content>background/withdraw-disagreement', { id }));
  }

  async #switchSiteOff(): Promise<void> {
    const siteLevels = withSiteLevel(this.#settings.values, this.#ports.host, 'off');
    await tell(ask('page>background/change-settings', { siteLevels }));
  }

  async #readVersions(): Promise<void> {
    if (this.#ran !== undefined) return;
    const versions = await this.#ports.frames.versions();
    if (versions.ok) this.#ran = versions.value;
  }
}

/** An ask of the background; undefined when it failed. */
async function tell<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (problem) {
    logProblem('card', problem);
    return undefined;
  }
}

function seek({ video }: Sighting, atMs: number): void {
  video.currentTime = atMs / 1000;
}

/** The person asked to see where: the picture must stand still for that. */
function standAtStrongest(sighting: Sighting): void {
  const look = strongestLook(sighting.findings, fusion);
  if (look === undefined) return;
  sighting.video.pause();
  seek(sighting, look.mediaTimeMs);
}

function disagreementOn(
  { verdict, video }: Sighting,
  { coverage, evidence, shares }: CardView,
  host: string,
): Disagreement {
  const { intrinsic, durationMs } = readPlayback(video);
  return {
    host,
    state: verdict.state,
    ...('reason' in verdict && { reason: verdict.reason }),
    ...(evidence !== undefined && { evidence }),
    shares,
    ...coverage,
    durationMs,
    widthPx: intrinsic?.widthPx ?? 0,
    heightPx: intrinsic?.heightPx ?? 0,
  };
}
