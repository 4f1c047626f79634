/** What this document has fetched so far, as the browser lists it to the page itself; in the order of the requests. */
export function pageRequests(): readonly { readonly address: string; readonly initiator: string }[] {
  return performance
    .getEntriesByType('resource')
    .map((entry) => ({ address: entry.name, initiator: (entry as PerformanceResourceTiming).initiatorType }));
}

/** The file behind a `blob:` address of this page; `undefined` for a stream that a script puts together. */
export async function fileOfPage(address: string): Promise<Blob | undefined> {
  try {
    return await (await fetch(address)).blob();
  } catch {
    return undefined;
  }
}
