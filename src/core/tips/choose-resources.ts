import type { HelpLink, Reader, Resource, Situation } from '../../contracts/advice.ts';
import { isCovered } from '../settings/site-level.ts';
import { isWithin } from './reader.ts';

/** Of a resource in many languages. */
const MANY_LANGUAGES = 'mul';
/** Better in this language than not at all. */
const WIDELY_READ = 'en';

/** What a policy does to the list: adds to it, or stands in its place. */
export interface ResourcePolicy {
  readonly mode: 'add' | 'replace';
  readonly resources: readonly Resource[];
}

/** The list to choose from. What a policy adds stands before ours. */
export function offeredResources(ours: readonly Resource[], policy: ResourcePolicy | undefined): readonly Resource[] {
  if (policy === undefined) return ours;
  return policy.mode === 'replace' ? policy.resources : [...policy.resources, ...ours];
}

/**
 * The resources that fit a situation, the best first: those made for this audience, then those of the reader's own
 * country, then those in their language. On a known platform only its own pages are offered among the platforms'.
 */
export function resourcesFor(
  situation: Situation,
  reader: Reader,
  resources: readonly Resource[],
  host?: string,
): readonly HelpLink[] {
  const fitting = resources.filter(
    (resource) =>
      resource.situations.includes(situation) &&
      resource.audiences.includes(reader.audience) &&
      (resource.regions === 'world' || isWithin(reader.region, resource.regions)) &&
      isReadable(resource, reader) &&
      isOnPlatform(resource, host),
  );
  return fitting.toSorted((a, b) => rankOf(b, reader) - rankOf(a, reader)).map((resource) => linkTo(resource, reader));
}

function rankOf({ leadsFor = [], regions, languages }: Resource, reader: Reader): number {
  const leads = leadsFor.includes(reader.audience);
  return (leads ? 4 : 0) + (regions === 'world' ? 0 : 2) + (speaks(languages, reader) ? 1 : 0);
}

function linkTo({ id, title, why, url, languages }: Resource, reader: Reader): HelpLink {
  return { id, title, why, url, isOnlyEnglish: !speaks(languages, reader) };
}

function isReadable({ languages }: Resource, reader: Reader): boolean {
  return speaks(languages, reader) || languages.includes(WIDELY_READ);
}

function speaks(languages: readonly string[], { language }: Reader): boolean {
  const [spoken = ''] = language.toLowerCase().split('-');
  return languages.includes(spoken) || languages.includes(MANY_LANGUAGES);
}

function isOnPlatform({ site }: Resource, host: string | undefined): boolean {
  return site === undefined || host === undefined || isCovered(site, host);
}
