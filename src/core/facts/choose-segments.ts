/** One request of the page, as its resource timing lists it. */
export interface PageRequest {
  readonly address: string;
  /** `initiatorType`: what made the request. */
  readonly initiator: string;
}

/** Names that pieces of streams go by in DASH and HLS with mp4 (CMAF). */
const PIECE = /\.(mp4|m4s|m4v|m4f|cmfv|cmfa|mp4v|dash|init)$/i;
const FROM_SCRIPT = ['fetch', 'xmlhttprequest'];
const MOST = 8;

/**
 * The requests that may have brought the pieces of a document's stream, in the order of the page. `undefined` where they
 * could be another video's: media that a script puts together does not say where it came from, so only a document that
 * has shown one stream in all its life can be told anything of.
 */
export function chooseSegments(requests: readonly PageRequest[], streamsSeen: number): readonly string[] | undefined {
  if (streamsSeen !== 1) return undefined;
  const pieces = requests.filter(
    ({ address, initiator }) => FROM_SCRIPT.includes(initiator) && PIECE.test(pathOf(address)),
  );
  const addresses = [...new Set(pieces.map(({ address }) => address))].slice(0, MOST);
  return addresses.length < 2 ? undefined : addresses;
}

const pathOf = (address: string): string => address.replace(/[?#].*$/, '');
