/** Letters, digits, dots and hyphens, as `URL` writes a host name whatever the script it was typed in; or an address in brackets. */
const HOST = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|^\[[0-9a-f:.]+\]$/;

/** The host name in what somebody typed or pasted, a whole address too; undefined when there is none. */
export function typedHost(typed: string): string | undefined {
  const bare = typed.trim();
  const address = bare.includes('://') ? bare : `https://${bare}`;
  const host = URL.canParse(address) ? new URL(address).hostname.replace(/\.$/, '') : '';
  return HOST.test(host) ? host : undefined;
}
