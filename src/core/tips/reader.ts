import type { Reader } from '../../contracts/advice.ts';
import type { Settings } from '../../contracts/settings.ts';

/** Countries of the European Union, which resources name together as `EU`. */
const EUROPEAN_UNION: readonly string[] = [
  ...['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IT', 'LT', 'LU'],
  ...['LV', 'MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK'],
];

/**
 * For whom to choose. A browser's language without a country stands for the country where most people speak it: a guess,
 * which the settings and the page "Tips and help" can correct.
 */
export function readerFor(
  { language, region, audience }: Pick<Settings, 'language' | 'region' | 'audience'>,
  browserLanguage: string,
): Reader {
  return {
    language: language === 'browser' ? browserLanguage : language.replace('_', '-'),
    region: region === 'browser' ? likelyRegion(browserLanguage) : region,
    audience,
  };
}

/** Whether `region` is one of `regions`, `EU` standing for its members. */
export function isWithin(region: string | undefined, regions: readonly string[]): boolean {
  if (region === undefined) return false;
  return regions.includes(region) || (regions.includes('EU') && EUROPEAN_UNION.includes(region));
}

function likelyRegion(language: string): string | undefined {
  try {
    return new Intl.Locale(language).maximize().region;
  } catch {
    // No language tag: nothing is known.
    return undefined;
  }
}

/** Every country that one of `regions` names, those of the Union one by one. */
export function countriesIn(regions: readonly string[]): readonly string[] {
  return [...new Set(regions.flatMap((region) => (region === 'EU' ? EUROPEAN_UNION : [region])))];
}
