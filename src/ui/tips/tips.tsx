import type { JSX } from 'preact';
import type { Text } from '../text.ts';

/** Guides by others, linked and never copied. Reviewed 2026-11-22 from the public sources at hand; opened only by a click. */
export const TIPS = [
  { title: 'tip_sift', address: 'https://hapgood.us/2019/06/19/sift-the-four-moves' },
  { title: 'tip_news_literacy', address: 'https://newslit.org/' },
  { title: 'tip_witness', address: 'https://www.gen-ai.witness.org/' },
] as const;

/** Links to three media-literacy guides. The guide is not told where the reader came from. */
export function Tips({ text }: { readonly text: Text }): JSX.Element {
  return (
    <section class="tips" aria-labelledby="tips">
      <h2 id="tips">{text('popup_tips')}</h2>
      <ul>
        {TIPS.map(({ title, address }) => (
          <li key={title}>
            <a href={address} target="_blank" rel="noreferrer noopener" data-tip={title}>
              {text(title)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
