/** Of Intersection Observer v2, which TypeScript's library does not know; browsers without it measure at every picture. */
interface IntersectionObserverInit {
  /** Least time between two measurements of a target, ms. */
  readonly delay?: number;
}
