import type { Fact, Facts, UnreadSource } from '../../contracts/fact.ts';

/** Nothing known, and nothing that should have answered. */
export const NO_FACTS: Facts = { known: [], unread: [] };

/** What several readers found about one video. A source that one of them read is not unread because another could not. */
export function mergeFacts(parts: readonly Facts[]): Facts {
  const known: Fact[] = [];
  for (const fact of parts.flatMap((part) => part.known)) {
    if (!known.some((one) => JSON.stringify(one) === JSON.stringify(fact))) known.push(fact);
  }
  const read = new Set(known.map(({ source }) => source));
  const unread = new Set<UnreadSource>(parts.flatMap((part) => part.unread).filter((source) => !read.has(source)));
  return { known, unread: [...unread] };
}
