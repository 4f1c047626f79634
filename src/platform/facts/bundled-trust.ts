import c2paPem from '../../../trust/c2pa-trust-list.pem?raw';
import tsaPem from '../../../trust/c2pa-tsa-trust-list.pem?raw';
import type { TrustList } from '../../contracts/trust.ts';
import { BUNDLED_TRUST_NAME } from './trust-name.ts';

/**
 * A list together with the official time-stamping authorities: without them, a record whose certificate has run out
 * since it was signed would look broken.
 */
const withTimeStamps = ({ name, pem }: TrustList): TrustList => ({ name, pem: `${pem}\n${tsaPem}` });

/** The lists to ask, in order: the official C2PA trust list, then those that the person added. */
export const trustLists = (added: readonly TrustList[]): readonly TrustList[] =>
  [{ name: BUNDLED_TRUST_NAME, pem: c2paPem }, ...added].map(withTimeStamps);
