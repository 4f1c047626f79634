import type { Settings } from '../../contracts/settings.ts';

/** An offscreen document has no storage. What holds is told on this channel, which no other origin can join. */
const CHANNEL = 'settings';
/** What the offscreen document says when it begins. */
const WANTED = 'wanted';

/** Background side: tells the offscreen document what holds. Call the returned function at the start and at each change. */
export function openSettingsLine(): (settings: Settings) => void {
  const channel = new BroadcastChannel(CHANNEL);
  let latest: Settings | undefined;
  channel.addEventListener('message', ({ data }) => {
    if (data === WANTED && latest !== undefined) channel.postMessage(latest);
  });
  return (settings) => {
    latest = settings;
    channel.postMessage(settings);
  };
}

/** Offscreen side: calls `use` with what holds, soon after the start and at each change. */
export function followSettings(use: (settings: Settings) => void): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', ({ data }: MessageEvent<Settings | typeof WANTED>) => {
    if (data !== WANTED) use(data);
  });
  channel.postMessage(WANTED);
}
