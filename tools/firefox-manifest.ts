import { FIREFOX_ID } from '../src/core/policy-export/write-policy.ts';

/** What a manifest says, as far as this file changes it. */
export interface Manifest {
  readonly [key: string]: unknown;
  readonly permissions: readonly string[];
}

/** The oldest Firefox in which the tests were run. */
const OLDEST_FIREFOX = '153.0';

/** Chromium's alone. Firefox clones messages by itself, and cannot isolate an extension's page. */
const CHROMIUM_KEYS: readonly string[] = [
  'minimum_chrome_version',
  'cross_origin_embedder_policy',
  'cross_origin_opener_policy',
  'message_serialization',
  // Firefox takes a policy as it comes; there is no schema to check it with.
  'storage',
];
const CHROMIUM_PERMISSIONS: readonly string[] = ['offscreen'];

/** The page of `src/contexts/event-page`. */
const EVENT_PAGE = 'src/contexts/event-page/index.html';

/** The manifest of Firefox's package, made of the one built for Chromium. */
export function firefoxManifest(chromium: Manifest): Manifest {
  const kept = Object.entries(chromium).filter(([key]) => !CHROMIUM_KEYS.includes(key));
  return {
    ...Object.fromEntries(kept),
    permissions: chromium.permissions.filter((permission) => !CHROMIUM_PERMISSIONS.includes(permission)),
    background: { page: EVENT_PAGE },
    browser_specific_settings: {
      gecko: {
        id: FIREFOX_ID,
        strict_min_version: OLDEST_FIREFOX,
        data_collection_permissions: { required: ['none'] },
      },
    },
  };
}
