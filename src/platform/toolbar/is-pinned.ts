/** Whether the extension's button is on the toolbar at once, not behind the puzzle piece. Undefined where the browser does not tell. */
export async function isPinned(): Promise<boolean | undefined> {
  try {
    return (await chrome.action.getUserSettings()).isOnToolbar;
  } catch {
    return undefined;
  }
}
