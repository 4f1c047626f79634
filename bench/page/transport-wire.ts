/** What the transport bench sends from a page to the extension. */
export type TransportMessage =
  | { readonly parcels: readonly (ImageBitmap | Blob | ArrayBuffer)[] }
  /** `{ width, rgba }` with an array of numbers, or `{ width, jpeg }` with a data address. */
  | { readonly json: string };
