/**
 * Host names that this document belongs to: its own first, then those of the documents around it. An `about:blank`
 * frame has the name of whoever made it. Empty when the browser hides them all.
 */
export function ownHosts(): readonly string[] {
  const around = 'ancestorOrigins' in location ? [...location.ancestorOrigins] : [];
  return [...new Set([origin, ...around].map(hostOf).filter((host) => host !== ''))];
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname : location.hostname;
}
