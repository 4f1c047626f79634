import type { ReviewedResource } from '../contracts/advice.ts';
import { CHECK_CLAIMS } from './check-claims.ts';
import { GET_HELP } from './get-help.ts';
import { LEARN } from './learn.ts';
import { PLATFORMS } from './platforms.ts';
import { SCAMS } from './scams.ts';

/** Every page of others that we link to. How entries are reviewed: docs/TIPS.md. The order decides between equals. */
export const RESOURCES: readonly ReviewedResource[] = [...CHECK_CLAIMS, ...LEARN, ...GET_HELP, ...SCAMS, ...PLATFORMS];
