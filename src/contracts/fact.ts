import type { NonEmpty } from './non-empty.ts';

/** What somebody declared about a video. Process words, never judgements (docs/GLOSSARY.md). */
export type Declaration =
  /** Made or changed by a generative model, without saying how much: what the labels of most sites say. */
  | 'made-with-ai'
  /** Made by a generative model as a whole. */
  | 'ai-generated'
  /** Partly made or changed by a generative model. */
  | 'ai-edited'
  /** Changed or made up so that it looks real, by whatever means: a label older than those about AI. */
  | 'altered'
  | 'camera-captured'
  /** Spoken words were replaced, by a person or a program. */
  | 'dubbed'
  | 'translated'
  | 'film'
  | 'parody'
  | 'education'
  /** Readers of the site added context to the post. */
  | 'readers-note'
  /** The page carries a fact-check of a claim. */
  | 'fact-check';

/** What became of a signature: whom to believe, not what to believe. */
export type SignatureState =
  /** Valid, and its issuer is on the named trust list. */
  | 'trusted'
  /** Valid, but nobody vouches for the issuer. */
  | 'issuer-unknown'
  /** Present, but the file or the record was changed, or the signature does not hold. */
  | 'broken';

/** One signed claim about the file or about an ingredient of it, C2PA's "manifest". */
export interface SignedClaim {
  /** File name or title that the claim gives. */
  readonly title?: string;
  /** Software that wrote the claim. */
  readonly generator?: string;
  /** Organisation that the signing certificate names. */
  readonly issuer?: string;
  /** ISO 8601. */
  readonly signedAt?: string;
  /** C2PA actions, such as `c2pa.created`. */
  readonly actions: readonly string[];
  /** The last part of each IPTC digital source type, such as `trainedAlgorithmicMedia`. */
  readonly sourceTypes: readonly string[];
  readonly ingredients: readonly SignedClaim[];
}

/** Which file a declaration came in: the media that plays, or the still picture shown before it plays. */
export type FactSubject = 'media' | 'poster';

/** A signed record about the very file that plays (C2PA Content Credentials). */
export interface SignedFact {
  readonly source: 'signed-record';
  readonly about: FactSubject;
  readonly state: SignatureState;
  /** Empty when the record says nothing that we have a word for; always empty when it is broken. */
  readonly declares: readonly Declaration[];
  /** C2PA status codes, as the validator gave them. */
  readonly codes: readonly string[];
  /** Name of the list of issuers that decided between trusted and unknown. */
  readonly trustList: string;
  readonly claim: SignedClaim;
}

/** What the file says of itself, unsigned: whoever edits it can change it. */
export interface FileFact {
  readonly source: 'file';
  readonly about: FactSubject;
  readonly declares: NonEmpty<Declaration>;
  /** Name of the field it was read from, such as `Iptc4xmpExt:DigitalSourceType`. */
  readonly field: string;
}

/** What the site says of the post. */
export interface SiteFact {
  readonly source: 'site';
  /** The adapter's id. */
  readonly site: string;
  readonly declares: NonEmpty<Declaration>;
}

/** What the page's own markup says (schema.org). */
export interface PageFact {
  readonly source: 'page';
  readonly declares: NonEmpty<Declaration>;
}

/** A declaration about one video, shown beside the detectors' signs and never mixed with them. */
export type Fact = SignedFact | FileFact | SiteFact | PageFact;

/** Where nothing could be learnt. Absence of a fact is no fact: without this a failed reader would pass for silence. */
export type UnreadSource = Fact['source'];

/** All that was declared about one video. */
export interface Facts {
  readonly known: readonly Fact[];
  /** Sources that should have answered and could not be read. */
  readonly unread: readonly UnreadSource[];
}
