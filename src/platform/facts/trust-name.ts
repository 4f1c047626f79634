/** Name of the list of issuers that comes with the extension: the official one, as published that day (trust/README.md). */
export const BUNDLED_TRUST_NAME = 'C2PA trust list, 2026-09-24';
