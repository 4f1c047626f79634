import type { WantedTips } from '../../contracts/advice.ts';
import type { OwnPage } from '../../contracts/card.ts';

/** What a card can ask for. */
export interface CardPorts {
  readonly seek: (atMs: number) => void;
  readonly checkAgain: () => void;
  /** Keeps that the person disagrees; false when it was not kept. */
  readonly sayWrong: () => Promise<boolean>;
  readonly takeBack: () => Promise<void>;
  readonly switchSiteOff: () => void;
  readonly openPage: (page: OwnPage, wanted?: WantedTips) => void;
  readonly showWhere: (isShown: boolean) => void;
  readonly readVersions: () => void;
}
