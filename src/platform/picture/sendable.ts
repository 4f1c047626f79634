import type { Picture } from './picture.ts';

/** A picture in a form that a message to another context of the extension may carry. */
export const sendable = (picture: Picture): Picture => picture;
