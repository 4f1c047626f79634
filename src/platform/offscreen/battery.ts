/** What `navigator.getBattery` gives, which TypeScript's library no longer lists. */
interface Battery {
  readonly charging: boolean;
  /** 0 to 1. */
  readonly level: number;
}

/** Below this the device's own battery saver usually starts; whether it did is not for extensions to know. */
const LOW = 0.2;

/** Tells whether the device runs on a battery that is low. False where that cannot be known. */
export function watchBattery(): () => boolean {
  let battery: Battery | undefined;
  const { getBattery } = navigator as { getBattery?: () => Promise<Battery> };
  void getBattery?.call(navigator).then(
    (known) => (battery = known),
    () => undefined,
  );
  return () => battery !== undefined && !battery.charging && battery.level <= LOW;
}
