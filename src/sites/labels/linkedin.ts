/**
 * LinkedIn puts a small "Cr" on media that carry Content Credentials. How the page marks it is not known, so every label
 * here is "could not read"; the signed record itself is read from the file, where the file can be read.
 *
 * Source: LinkedIn Help a6282984, "Content credentials", as stored publicly and read on 2026-11-22. No selector, no field.
 */
import { UNREAD, type LabelReader } from './shared/label-reader.ts';

export const linkedinLabels: LabelReader = {
  site: 'linkedin',
  postOf: ({ anchor }) => anchor.getAttribute('data-urn') ?? anchor.getAttribute('data-id') ?? undefined,
  read: () => UNREAD,
};
