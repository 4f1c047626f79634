/**
 * How our two halves in one document speak: the content script asks in an event on an element, the script in the page's
 * own world answers at once in another event on the same element. Both carry JSON in `InputEvent.data`, which is a
 * string or null whatever the sender does; `CustomEvent.detail` would be cloned, however large, getters and all.
 */
export const ASK = 'second-look:ask';
export const ANSWER = 'second-look:answer';

/** Longer answers are not given and not read, characters. A label and what it hangs on take a few hundred. */
export const ANSWER_MAX_CHARS = 60_000;
