/** How much is shown by itself. */
export type Sensitivity =
  /** Only strong signs speak up. */
  | 'quiet'
  /** Some signs speak up too. */
  | 'standard';

/** Everything a person can choose. Stored is only what they changed. */
export interface Settings {
  readonly sensitivity: Sensitivity;
  /** Host names on which nothing is checked; covers their subdomains. */
  readonly sitesOff: readonly string[];
}
