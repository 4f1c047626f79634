// Bundled by gallery.test.ts: badge and card as they ship, in an open shadow root, with any state that one cares to see.
import { h, render } from 'preact';
import arabic from '../../_locales/ar/messages.json' with { type: 'json' };
import english from '../../_locales/en/messages.json' with { type: 'json' };
import type { HelpLink, Reader } from '../../src/contracts/advice.ts';
import type { CardView } from '../../src/contracts/card.ts';
import type { Facts } from '../../src/contracts/fact.ts';
import { llr, type DetectorId, type FaceFinding, type FrameFindings } from '../../src/contracts/score.ts';
import type { State, Verdict } from '../../src/contracts/verdict.ts';
import { badgeView } from '../../src/core/show/badge-view.ts';
import { cardView } from '../../src/core/show/card-view.ts';
import { factsView } from '../../src/core/show/fact-view.ts';
import { helpFor } from '../../src/core/tips/advice.ts';
import { detectorFigures } from '../../src/detectors/detector-figures.ts';
import { RESOURCES } from '../../src/tips/resources.ts';
import { Badge, type CardOpening } from '../../src/ui/badge/badge.tsx';
import badgeCss from '../../src/ui/badge/badge.css?inline';
import cardCss from '../../src/ui/card/card.css?inline';
import type { CardPorts } from '../../src/ui/card/card-ports.ts';
import factsCss from '../../src/ui/facts/facts.css?inline';

export interface GalleryChoice {
  readonly state: State;
  readonly isOpen: boolean;
  readonly direction: 'ltr' | 'rtl';
  readonly withFacts: boolean;
  /** Browser's default text size, CSS pixels. */
  readonly textPx: number;
}

type Texts = Readonly<
  Record<string, { message: string; placeholders?: Readonly<Record<string, { content: string }>> } | undefined>
>;
/** What is written from the right is in Arabic. */
const TEXTS: Readonly<Record<GalleryChoice['direction'], Texts>> = { ltr: english, rtl: arabic };
let texts: Texts = english;

/** Its messages read as the browser reads them. */
function text(key: string, said: readonly (string | number)[] = []): string {
  const entry = texts[key];
  if (entry === undefined) return key;
  return entry.message.replace(/\$(\w+)\$/g, (place, name: string) => {
    const content = entry.placeholders?.[name.toLowerCase()]?.content;
    return content === undefined ? place : String(said[Number(content.slice(1)) - 1] ?? '');
  });
}

function verdictOf(state: State): Verdict {
  const share = (detector: DetectorId, nats: number) => ({ detector, evidence: llr(nats) });
  switch (state) {
    case 'not-checked':
      return { state, reason: 'not-played-yet' };
    case 'checking':
      return { state, framesLookedAt: 2 };
    case 'could-not-check':
      return { state, reason: 'too-blurred' };
    case 'no-signs':
    case 'unclear':
      return {
        state,
        evidence: llr(-0.4),
        because: [share('blend-boundary', 0.3), share('synthesis-trace', 0.1)],
        moments: [],
        framesScored: 9,
      };
    case 'some-signs':
    case 'strong-signs':
      return {
        state,
        evidence: llr(4.2),
        because: [share('blend-boundary', 4.1), share('synthesis-trace', 0.9)],
        moments: [
          { startMs: 2_000, endMs: 3_600, evidence: llr(4.4) },
          { startMs: 9_200, endMs: 9_600, evidence: llr(4.1) },
        ],
        framesScored: 9,
      };
  }
}

function findingsOf(state: State): readonly FrameFindings[] {
  if (state === 'not-checked') return [];
  const box = { x: 500, y: 200, width: 200, height: 200 };
  const at = { x: 600, y: 300 };
  const points = { rightEye: at, leftEye: at, nose: at, mouth: at, rightEar: at, leftEar: at };
  const scored: FaceFinding = {
    face: { box, points, confidence: 0.9 },
    gate: state === 'could-not-check' ? ['too-blurred'] : [],
    scores: [{ detector: 'blend-boundary', logit: 1, evidence: llr(1) }],
  };
  return [400, 800, 1_200, 2_000, 2_400, 2_800, 3_600, 5_000, 6_200, 7_400, 9_200, 9_600, 12_000].map(
    (mediaTimeMs, index) => ({
      mediaTimeMs,
      widthPx: 1280,
      heightPx: 720,
      faces: index % 5 === 4 ? [] : [scored],
      failures: [],
    }),
  );
}

const READER: Reader = { language: 'en', region: 'US', audience: 'adult' };
const helpOn = ({ situations: [situation] }: CardView): readonly HelpLink[] =>
  situation === undefined
    ? []
    : helpFor({ situation, host: 'www.youtube.com' }, READER, { mode: 'add', resources: [] }, RESOURCES);

const FACTS: Facts = {
  known: [{ source: 'site', site: 'example', declares: ['made-with-ai'] }],
  unread: ['signed-record'],
};
const NO_FACTS: Facts = { known: [], unread: [] };

const asked: string[] = [];
const note =
  (word: string) =>
  (...said: unknown[]): void => {
    asked.push([word, ...said].join(' '));
  };

/** Draws one badge on a picture; `asked` tells what its card asked for since. */
function show({ state, isOpen, direction, withFacts, textPx }: GalleryChoice): void {
  texts = TEXTS[direction];
  const verdict = verdictOf(state);
  const facts = factsView(withFacts ? FACTS : NO_FACTS, state);
  const view = badgeView(verdict, 'quiet');
  const card = cardView({
    verdict,
    facts: withFacts ? FACTS : NO_FACTS,
    findings: findingsOf(state),
    framesLookedAt: 13,
    durationMs: 14_000,
  });
  asked.length = 0;

  const host = document.createElement('div');
  host.style.fontSize = `${String(textPx)}px`;
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(badgeCss + cardCss + factsCss);
  shadow.adoptedStyleSheets = [sheet];
  const box = document.createElement('div');
  box.className = 'place';
  box.dir = direction;
  box.style.transform = direction === 'ltr' ? 'translate(16px, 16px)' : `translate(${String(innerWidth - 16)}px, 16px)`;
  box.style.setProperty('--card-height', '800px');
  shadow.append(box);
  document.querySelector('#stage')?.replaceChildren(host);

  let opening: CardOpening = isOpen ? 'by-pointer' : 'closed';
  let isWhereShown = false;
  const ports: CardPorts = {
    seek: note('seek'),
    checkAgain: note('check again'),
    sayWrong: () => {
      note('wrong')();
      return Promise.resolve(true);
    },
    takeBack: () => {
      note('take back')();
      return Promise.resolve();
    },
    switchSiteOff: note('site off'),
    openPage: note('open'),
    readVersions: note('versions'),
    showWhere: (isShown) => {
      isWhereShown = isShown;
      draw();
    },
  };
  const draw = (): void => {
    const offers = { siteToSwitchOff: 'example.org', canSayWrong: true, canReport: true };
    const ran = { extension: '0.1.0', provider: 'wasm, 2 threads', models: { 'blend-boundary': 'a1'.repeat(32) } };
    const badge = h(Badge, {
      view,
      facts,
      progress: 0.5,
      atRight: direction === 'rtl',
      opensLeft: direction === 'rtl',
      opensUp: false,
      isCompact: false,
      opening,
      onOpening: (next) => {
        opening = next;
        draw();
      },
      card: { card, help: helpOn(card), figures: detectorFigures, ran, offers, isWhereShown, ports },
      text,
    });
    render(badge, box);
  };
  draw();
}

export interface Gallery {
  readonly show: (choice: GalleryChoice) => void;
  readonly asked: readonly string[];
}
const gallery: Gallery = { show, asked };
Object.assign(globalThis, { gallery });
