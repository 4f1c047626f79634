/** Finds a Chromium or Chrome on this machine: for the demo, the tests and the tools. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer from 'puppeteer';

const HOW_TO_GET_ONE = [
  'No Chromium or Chrome (148 or newer) was found. Get one in either of these ways, then try again:',
  '  apt-get install chromium                  (Debian, Ubuntu and the like)',
  '  npx puppeteer browsers install chrome     (everywhere else)',
  'Or say where yours is: PUPPETEER_EXECUTABLE_PATH=/path/to/chrome',
].join('\n');

/** No browser on this machine; the message says how to get one. */
export class BrowserNotFoundError extends Error {
  override readonly name = 'BrowserNotFoundError';
  constructor(why?: string) {
    super(why === undefined ? HOW_TO_GET_ONE : `${why}\n${HOW_TO_GET_ONE}`);
  }
}

const UNIX_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function windowsPlaces(): string[] {
  const roots = [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']];
  return roots
    .filter((root) => root !== undefined)
    .flatMap((root) => [
      join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(root, 'Chromium', 'Application', 'chrome.exe'),
    ]);
}

/** Both calls throw where they know no answer: no platform match, or nothing configured. */
function pathOrNothing(ask: () => string): string[] {
  try {
    return [ask()];
  } catch {
    return [];
  }
}

/**
 * Path of the browser to drive. A path named in PUPPETEER_EXECUTABLE_PATH is never replaced by another one:
 * who names a browser means that browser. Throws `BrowserNotFoundError`.
 */
export function findBrowser(): string {
  const named = process.env['PUPPETEER_EXECUTABLE_PATH'];
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new BrowserNotFoundError(`PUPPETEER_EXECUTABLE_PATH names ${named}, which does not exist.`);
  }
  const places = [
    ...pathOrNothing(() => puppeteer.executablePath()),
    ...pathOrNothing(() => puppeteer.executablePath('chrome')),
    ...UNIX_PLACES,
    ...windowsPlaces(),
  ];
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new BrowserNotFoundError();
  return found;
}
