/** Writing direction of the language that `text` answers in. */
export function textDirection(): 'ltr' | 'rtl' {
  return chrome.i18n.getMessage('@@bidi_dir') === 'rtl' ? 'rtl' : 'ltr';
}
