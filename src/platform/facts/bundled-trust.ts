import c2paPem from '../../../trust/c2pa-trust-list.pem?raw';
import tsaPem from '../../../trust/c2pa-tsa-trust-list.pem?raw';
import type { TrustList } from '../../contracts/trust.ts';
import { BUNDLED_TRUST_NAME } from './trust-name.ts';

/**
 * The official C2PA trust list with its list of time-stamping authorities.
 * Without the second, a record whose certificate has run out since it was signed would look broken.
 */
export const BUNDLED_TRUST: TrustList = { name: BUNDLED_TRUST_NAME, pem: `${c2paPem}\n${tsaPem}` };
