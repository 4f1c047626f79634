/** The folder that a browser reads its managed policies from: for the policy tests and the bench. Touched only when asked to. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findBrowser } from './find-browser.ts';

/** Set to 1 by whoever allows that system folders are written to. */
export const OPT_IN = 'SECOND_LOOK_POLICY_TESTS';

const OUR_FILE = 'second-look-test.json';

/** What a policy file says: the browser's own policies, and those of extensions under `3rdparty`. */
export type PolicyFile = Readonly<Record<string, unknown>>;

/** Policies of this machine's browser, for as long as a test holds them. */
export interface PolicyFolder {
  readonly put: (file: PolicyFile) => void;
  /** Takes the policy away; the folder stays until `close`, so that the browser goes on watching it. */
  readonly lift: () => void;
  readonly close: () => void;
}

/** A policy of one extension, and of nothing else. */
export function extensionPolicy(extensionId: string, values: Readonly<Record<string, unknown>>): PolicyFile {
  return { '3rdparty': { extensions: { [extensionId]: values } } };
}

function folderOf(browser: string): string {
  return /google|Google/.test(browser) ? '/etc/opt/chrome/policies/managed' : '/etc/chromium/policies/managed';
}

/** The outermost folder of `path` that is not there yet. */
function firstMissing(path: string): string | undefined {
  if (existsSync(path)) return undefined;
  return firstMissing(dirname(path)) ?? path;
}

/**
 * Takes hold of the policies of this machine's browser, and lets go when the program ends, however it ends.
 * Throws when nobody opted in, or when there are policies that are not ours.
 */
export function openPolicyFolder(): PolicyFolder {
  if (process.env[OPT_IN] !== '1') {
    throw new Error(`these tests write to the browser's policy folder in /etc: set ${OPT_IN}=1 to allow it`);
  }
  const folder = folderOf(findBrowser());
  const made = firstMissing(folder);
  const others = existsSync(folder) ? readdirSync(folder).filter((name) => name !== OUR_FILE) : [];
  if (others.length > 0) throw new Error(`${folder} holds policies that are not ours: ${others.join(', ')}`);
  mkdirSync(folder, { recursive: true });

  const file = join(folder, OUR_FILE);
  const lift = (): void => {
    rmSync(file, { force: true });
  };
  const close = (): void => {
    lift();
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
  };
  process.once('exit', close);
  return {
    put: (policies) => {
      writeFileSync(file, JSON.stringify(policies, null, 2));
    },
    lift,
    close,
  };
}
