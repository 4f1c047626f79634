/** A service where a picture can be looked for by hand. Only its start page is opened: the picture is the person's to give. */
export interface SearchService {
  readonly name: string;
  readonly address: string;
}

/** Addresses as their owners publish them; not opened when this was written. */
export const SEARCH_SERVICES: readonly SearchService[] = [
  { name: 'Google Lens', address: 'https://lens.google.com/' },
  { name: 'TinEye', address: 'https://tineye.com/' },
  { name: 'Bing', address: 'https://www.bing.com/visualsearch' },
  { name: 'Yandex', address: 'https://yandex.com/images/' },
];
