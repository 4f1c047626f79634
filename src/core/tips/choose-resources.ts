import type { HelpLink, HelpPolicy, Reader, Resource, Situation } from '../../contracts/advice.ts';
import { isWithin } from './reader.ts';

/** Of a resource in many languages. */
const MANY_LANGUAGES = 'mul';
/** Better in this language than not at all. */
const WIDELY_READ = 'en';

/**
 * The resources that fit a situation, the best first: those made for this audience, then those of the reader's own
 * country, then those in their language.
 */
export function resourcesFor(
  situation: Situation,
  reader: Reader,
  resources: readonly Resource[],
): readonly HelpLink[] {
  const fitting = resources.filter(
    (resource) =>
      resource.situations.includes(situation) &&
      resource.audiences.includes(reader.audience) &&
      (resource.regions === 'world' || isWithin(reader.region, resource.regions)) &&
      isReadable(resource, reader),
  );
  return fitting.toSorted((a, b) => rankOf(b, reader) - rankOf(a, reader)).map((resource) => linkTo(resource, reader));
}

/**
 * The same under a policy: its links stand before ours, or in their place where it says so. A situation that none of its
 * links is for keeps ours: whoever needs help must not find nothing.
 */
export function resourcesUnder(
  { mode, resources }: HelpPolicy,
  situation: Situation,
  reader: Reader,
  ours: readonly Resource[],
): readonly HelpLink[] {
  const given = resourcesFor(situation, reader, resources);
  if (mode === 'replace' && given.length > 0) return given;
  return [...given, ...resourcesFor(situation, reader, ours)];
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
