/** Names of the fields that carry a label, on any site. */
const LABEL_FIELDS = new Set([
  'howThisWasMadeSectionViewModel',
  'aigcLabelType',
  'moderationAigcLabelType',
  'gen_ai_detection_method',
  'content_disclosure',
  'gen_ai_topics',
  'digital_media_source_type',
  'digitalSourceType',
  'learningResourceType',
  'genre',
]);
/** Types of the markup that declare something by themselves. */
const LABEL_TYPES = new Set([
  ...['Movie', 'MovieClip', 'TVEpisode', 'TVClip', 'TVSeries'],
  ...['SatiricalArticle', 'LearningResource', 'Course', 'ClaimReview'],
]);
/** What carries a label in the document itself. */
export const LABEL_ELEMENTS = [
  '[data-e2e="aigc-tag"]',
  '[data-testid="birdwatch-pivot"]',
  '[itemprop="digitalSourceType"]',
  '[itemtype="https://schema.org/ClaimReview"]',
].join(',');

type Json = Readonly<Record<string, unknown>>;
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isThing = (value: unknown): value is Json => typeof value === 'object' && value !== null && !isList(value);

/** The same value without any field that carries a label. */
export function withoutLabels(value: unknown): unknown {
  if (isList(value)) return value.map(withoutLabels).filter((each) => !LABEL_TYPES.has(String(each)));
  if (!isThing(value)) return value;
  const kept = Object.entries(value)
    .filter(([name, each]) => !LABEL_FIELDS.has(name) && !(name === '@type' && LABEL_TYPES.has(String(each))))
    .map(([name, each]) => [name, withoutLabels(each)]);
  return Object.fromEntries(kept);
}

/**
 * The same value, changed at random: properties lost, renamed, wrapped, shuffled into lists, texts reversed. What carries
 * a label is lost as a whole or kept as it is, since a changed label may be another label.
 */
export function mutated(value: unknown, chance: () => number, rate = 0.04): unknown {
  if (chance() < rate / 4) return chance() < 0.5 ? [value] : { value };
  if (isList(value)) {
    const parts = value.filter(() => chance() > rate).map((each) => mutated(each, chance, rate));
    return chance() < rate ? parts.reverse() : parts;
  }
  if (!isThing(value)) {
    if (chance() > rate) return value;
    return typeof value === 'string' ? value.split('').reverse().join('') : null;
  }
  const parts = Object.entries(value).flatMap(([name, each]): readonly (readonly [string, unknown])[] => {
    if (chance() < rate) return [];
    if (LABEL_FIELDS.has(name) || name === '@type') return [[name, each]];
    return [[chance() < rate ? `${name}X` : name, mutated(each, chance, rate)]];
  });
  return Object.fromEntries(parts);
}
