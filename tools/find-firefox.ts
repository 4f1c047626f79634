/** Finds a Firefox on this machine, for the tests of its package. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const HOW_TO_GET_ONE = [
  'No Firefox (153 or newer) was found. Get one in either of these ways, then try again:',
  '  apt-get install firefox-esr      (Debian and the like)',
  '  https://www.mozilla.org/firefox/ (everywhere else)',
  'Or say where yours is: FIREFOX_PATH=/path/to/firefox',
].join('\n');

const UNIX_PLACES = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'];

/** No Firefox on this machine; the message says how to get one. */
export class FirefoxNotFoundError extends Error {
  override readonly name = 'FirefoxNotFoundError';
}

function windowsPlaces(): string[] {
  const roots = [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)']];
  return roots.filter((root) => root !== undefined).map((root) => join(root, 'Mozilla Firefox', 'firefox.exe'));
}

/** Path of the Firefox to drive: the one named in FIREFOX_PATH and no other, else an installed one. Throws `FirefoxNotFoundError`. */
export function findFirefox(): string {
  const named = process.env['FIREFOX_PATH'];
  const places = named === undefined || named === '' ? [...UNIX_PLACES, ...windowsPlaces()] : [named];
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new FirefoxNotFoundError(HOW_TO_GET_ONE);
  return found;
}
