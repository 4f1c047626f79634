/**
 * X says in a post's data that its media are made with AI. A Community Note is context that readers added; it stands in
 * the document, in the post itself or in a quoted one.
 *
 * Sources, as stored publicly and read on 2026-11-22; never tried against the live site:
 * - `content_disclosure.ai_generated_disclosure.has_ai_generated_media`: several public clients of the interface that the
 *   site itself uses (repositories not named by the index)
 * - `memoizedProps.tweet` with `id_str` and `permalink`, 12 to 45 components above a post's element: public code and
 *   notes of extensions that say they inspected x.com (repositories not named by the index)
 * - `[data-testid="birdwatch-pivot"]` inside the post: X's own published script and many extensions (not named)
 * - a quoted post is a `div[role="link"]` inside the post: public notes of an extension (not named)
 * Unverified: that the component's object keeps `content_disclosure`, so its absence is "could not read".
 */
import * as v from 'valibot';
import type { PageAnswer } from '../../contracts/page-question.ts';
import {
  idsInLinks,
  labelled,
  NO_LABEL,
  onlyOne,
  UNREAD,
  type LabelPlace,
  type LabelReader,
  type LabelReading,
} from './shared/label-reader.ts';

const POST = 'article[data-testid="tweet"]';
const STATUS = /\/status\/(\d{1,20})(?:\/|$)/;

const findingSchema = v.object({ ids: v.array(v.string()), disclosures: v.array(v.unknown()) });
const disclosureSchema = v.nullable(
  v.object({ ai_generated_disclosure: v.nullish(v.object({ has_ai_generated_media: v.nullish(v.boolean()) })) }),
);

/** The quoted post that an element stands in, inside its own post; null when it stands in the post itself. */
function quoteAround(element: Element, post: Element): Element | null {
  const quote = element.parentElement?.closest('[role="link"]') ?? null;
  return quote !== null && post.contains(quote) ? quote : null;
}

/** A post names itself in the link around its time. A quoted post's time is not inside a link. */
function postOf({ address, anchor }: LabelPlace): string | undefined {
  if (!anchor.matches(POST)) return STATUS.exec(address.pathname)?.[1];
  const links = [...anchor.querySelectorAll('time')].map((time) => time.closest('a')).filter((link) => link !== null);
  return onlyOne(idsInLinks(links, STATUS));
}

function readDisclosure(post: string | undefined, answer: PageAnswer | undefined): LabelReading {
  const finding = v.safeParse(findingSchema, answer?.[0]);
  if (post === undefined || !finding.success || onlyOne(finding.output.ids) !== post) return UNREAD;
  const disclosure = v.safeParse(disclosureSchema, finding.output.disclosures[0]);
  if (!disclosure.success) return UNREAD;
  return disclosure.output?.ai_generated_disclosure?.has_ai_generated_media === true
    ? labelled('made-with-ai')
    : NO_LABEL;
}

function hasNote({ anchor, video }: LabelPlace): boolean {
  if (!anchor.matches(POST)) return false;
  const notes = [...anchor.querySelectorAll('[data-testid="birdwatch-pivot"]')];
  return notes.some(
    (note) =>
      !note.contains(video) &&
      note.closest(POST) === anchor &&
      quoteAround(note, anchor) === quoteAround(video, anchor),
  );
}

export const xLabels: LabelReader = {
  site: 'x',
  question: [
    {
      root: { kind: 'component', props: ['tweet'], having: 'id_str' },
      picks: { ids: ['id_str'], disclosures: ['content_disclosure'] },
    },
  ],
  postOf,
  read(place, answer) {
    const { declares, isUnread } = readDisclosure(postOf(place), answer);
    return { declares: hasNote(place) ? [...declares, 'readers-note'] : declares, isUnread };
  },
};
