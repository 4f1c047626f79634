/** A list with at least one element. */
export type NonEmpty<Element> = readonly [Element, ...Element[]];

/** Tells whether a list has an element; narrows its type. */
export function isNonEmpty<Element>(list: readonly Element[]): list is NonEmpty<Element> {
  return list.length > 0;
}
