import type { RefusedValue } from '../../contracts/policy.ts';
import type { PolicyChoice, PolicyFormat } from '../../contracts/policy-export.ts';
import type { DetectorId } from '../../contracts/score.ts';
import type { EffectiveSettings, Settings } from '../../contracts/settings.ts';
import type { Sureness } from '../../ui/how-sure/how-sure.tsx';
import type { Text } from '../../ui/text.ts';

/** What can be done with what is kept on the device. */
export interface KeptActions {
  readonly exportSettings: () => void;
  readonly importSettings: (file: File) => void;
  readonly exportEverything: () => void;
  readonly deleteEverything: () => void;
}

/** A keyboard shortcut as the browser has it. */
export interface ShortcutRow {
  readonly name: string;
  /** Empty where none is set. */
  readonly keys: string;
}

/** What was measured of one detector, or of all together, as its card has it. */
export interface DetectorFigures {
  readonly who: DetectorId | 'together';
  readonly figures: readonly {
    readonly name: string;
    readonly value: number;
    readonly n: number;
    readonly target: string | null;
    readonly met: boolean | null;
  }[];
}

/** What the page says after something was done; the words are put together where that is. */
export interface Said {
  readonly kind: 'done' | 'failed';
  readonly words: readonly string[];
}

/** What the page knows. */
export interface SettingsState {
  readonly settings: EffectiveSettings;
  /** What of a policy means nothing here. */
  readonly refused: readonly RefusedValue[];
  readonly shortcuts: readonly ShortcutRow[];
  /** Formats that policies can be saved in here. */
  readonly formats: readonly PolicyFormat[];
  readonly sureness: Sureness;
  readonly figures: readonly DetectorFigures[];
  readonly said: Said | undefined;
}

/** What a person can do on it. */
export interface SettingsActions extends KeptActions {
  readonly change: (change: Partial<Settings>) => void;
  readonly openShortcuts: () => void;
  readonly exportPolicy: (choice: PolicyChoice, format: PolicyFormat) => void;
}

/** What every section gets. */
export interface SectionProps {
  readonly state: SettingsState;
  readonly actions: SettingsActions;
  readonly text: Text;
}
