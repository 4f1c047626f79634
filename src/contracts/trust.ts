/** A list of issuers whose signatures somebody vouches for. */
export interface TrustList {
  /** How the list is named wherever it decided something. */
  readonly name: string;
  /** Certificates in PEM. */
  readonly pem: string;
}
