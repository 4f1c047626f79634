/** Where among the objects of a page's own scripts to look. */
export type PageRoot =
  /** A global variable. */
  | { readonly kind: 'global'; readonly name: string }
  /** What a method of the first element that matches gives when called without arguments. */
  | { readonly kind: 'method'; readonly selector: string; readonly name: string }
  /**
   * The nearest React component around the video that was given, under one of the names in `props`, an object with a
   * property of its own called `having`. Nearest only: components further out belong to other videos as well.
   */
  | { readonly kind: 'component'; readonly props: readonly string[]; readonly having: string };

/** One place to look and what to bring back from there. */
export interface PageLook {
  readonly root: PageRoot;
  /** A path of property names for each name, outermost first; `*` stands for every element of a list. */
  readonly picks: Readonly<Record<string, readonly string[]>>;
}

/** What a label reader wants to know of the page's own objects, look by look. */
export type PageQuestion = readonly PageLook[];

/** What one look found: for each pick every value at its path, as plain copies. Nothing in it is to be trusted. */
export type PageFinding = Readonly<Record<string, readonly unknown[]>>;

/** One finding a look; `null` where the root is not there or there was more than we are willing to look through. */
export type PageAnswer = readonly (PageFinding | null)[];
