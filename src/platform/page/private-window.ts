/** Whether this document is in a private window, of which nothing is kept. */
export function isPrivateWindow(): boolean {
  return chrome.extension.inIncognitoContext;
}
