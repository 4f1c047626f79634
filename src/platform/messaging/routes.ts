import type { Wire } from '../../contracts/messages.ts';
import type { SentPicture } from '../picture/picture.ts';

/** The wire as this platform carries it. */
export type BrowserWire = Wire<SentPicture>;

export type Route = keyof BrowserWire;
export type AskOf<Name extends Route> = BrowserWire[Name]['ask'];
export type AnswerOf<Name extends Route> = BrowserWire[Name]['answer'];
export type RoutesTo<Context extends string> = Extract<Route, `${string}>${Context}/${string}`>;

/** Who asks, by the route's name: `content` is a content script, `page` is that or one of our own pages. */
export type Asker = 'content' | 'page' | 'extension';

export interface RouteParts {
  readonly from: Asker;
  readonly to: string;
  readonly name: string;
}

const ROUTE = /^(content|page|extension)>([a-z-]+)\/([a-z-]+)$/;

/** Splits `from>to/name`; undefined when it is not a route. */
export function parseRoute(route: string): RouteParts | undefined {
  const [, from, to, name] = ROUTE.exec(route) ?? [];
  if (to === undefined || name === undefined) return undefined;
  return { from: from as Asker, to, name };
}
