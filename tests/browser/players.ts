/**
 * What eleven sites put on a video, and where: invented pages after how the sites look, copied from none and not tried
 * against any. Each has controls, captions or buttons in a badge's way.
 */
export interface Player {
  readonly site: string;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** What lies on the video: an element, its place, and its text. */
  readonly pieces: readonly (readonly [tag: string, style: string, text?: string])[];
}

/** Covers the whole video and takes its clicks; no control by itself. */
const LAYER = ['div role="button" tabindex="0"', 'inset:0;cursor:pointer'] as const;
/** A row of controls along the lower edge, faded out until pointed at. */
const BAR = [
  'div class="controls" tabindex="0"',
  'inset:auto 0 0 0;height:48px;opacity:0',
  'Pause 0:01 / 0:04',
] as const;
/** Captions let clicks through. */
const captions = (place: string) =>
  [
    'div class="caption-window"',
    `${place};pointer-events:none;background:#000a;color:#fff;padding:4px`,
    'so we glued the violin',
  ] as const;

export const PLAYERS: readonly Player[] = [
  {
    site: 'youtube',
    width: 854,
    height: 480,
    pieces: [
      BAR,
      captions('left:300px;bottom:70px'),
      ['a href="#card"', 'right:12px;top:12px;width:26px;height:26px', 'i'],
    ],
  },
  {
    site: 'youtube, embedded',
    width: 640,
    height: 360,
    pieces: [
      LAYER,
      ['a href="#channel"', 'left:12px;top:10px;width:40px;height:40px;background:#955;border-radius:50%'],
      ['a href="#watch"', 'left:64px;top:14px;color:#fff', 'How a violin is glued'],
      ['button', 'right:60px;top:10px', 'Later'],
      ['button', 'right:8px;top:10px', 'Share'],
      BAR,
    ],
  },
  {
    site: 'youtube, shorts',
    width: 360,
    height: 640,
    pieces: [
      LAYER,
      ['button', 'left:12px;top:12px;width:40px;height:40px', '❚❚'],
      ['button', 'left:60px;top:12px;width:40px;height:40px', '♪'],
      ['button', 'right:12px;top:12px;width:40px;height:40px', '⋮'],
      captions('left:60px;top:300px'),
      ['div', 'left:12px;bottom:20px;color:#fff', '@somebody'],
    ],
  },
  {
    site: 'x',
    width: 516,
    height: 290,
    pieces: [
      BAR,
      ['div', 'left:10px;bottom:10px;color:#fff', '0:03'],
      ['button', 'right:10px;top:10px', 'Watch again'],
    ],
  },
  {
    site: 'facebook',
    width: 500,
    height: 500,
    pieces: [
      LAYER,
      ['div', 'left:12px;top:12px;color:#fff', 'Suggested'],
      ['button', 'right:12px;bottom:12px', 'Unmute'],
      captions('left:40px;bottom:80px'),
    ],
  },
  {
    site: 'instagram',
    width: 405,
    height: 720,
    pieces: [
      LAYER,
      ['a href="#who"', 'left:14px;top:14px;width:32px;height:32px;background:#955'],
      ['a href="#who"', 'left:56px;top:20px;color:#fff', 'somebody'],
      ['button', 'left:140px;top:16px', 'Follow'],
      ['button', 'right:16px;bottom:16px', 'Unmute'],
    ],
  },
  {
    site: 'threads',
    width: 420,
    height: 520,
    pieces: [LAYER, ['div role="button"', 'right:10px;bottom:10px;width:26px;height:26px', '♪']],
  },
  {
    site: 'tiktok',
    width: 400,
    height: 711,
    pieces: [
      LAYER,
      ['div', 'left:12px;top:12px;width:36px;height:36px;cursor:pointer', ''],
      ['div role="button"', 'right:12px;top:12px;width:36px;height:36px;cursor:pointer', '…'],
      captions('left:30px;top:420px'),
      ['div', 'left:12px;bottom:24px;color:#fff', 'somebody · 2d'],
    ],
  },
  {
    site: 'reddit',
    width: 640,
    height: 400,
    pieces: [
      BAR,
      ['button', 'right:8px;top:8px', '⤢'],
      ['div class="subtitle-line"', 'left:8px;top:8px;color:#fff;pointer-events:none', 'a caption at the top'],
    ],
  },
  {
    site: 'linkedin',
    width: 552,
    height: 310,
    pieces: [BAR, ['button', 'right:12px;top:12px', 'CR'], captions('left:100px;bottom:60px')],
  },
  {
    site: 'pinterest',
    width: 236,
    height: 420,
    pieces: [
      LAYER,
      ['div', 'left:10px;top:10px;color:#fff;background:#000', '0:04'],
      ['button', 'right:10px;top:10px', 'Save'],
      ['button', 'right:10px;bottom:10px', '⋯'],
    ],
  },
  {
    site: 'bluesky',
    width: 516,
    height: 300,
    pieces: [LAYER, ['button', 'right:8px;bottom:8px', '♪'], ['button', 'left:8px;top:8px', 'ALT'], BAR],
  },
  {
    site: 'mastodon',
    width: 560,
    height: 315,
    pieces: [BAR, ['button', 'left:10px;top:10px', 'Hide'], ['div', 'right:10px;top:10px;color:#fff', 'GIF']],
  },
];

/** The page of one player, in an article like a post. */
export function playerPage({ width, height, pieces }: Player, clip: string): string {
  const drawn = pieces.map(
    ([tag, style, text = '']) =>
      `<${tag} data-piece style="position:absolute;${style}">${text}</${tag.split(' ')[0] ?? 'div'}>`,
  );
  return `<!doctype html><title>player</title><style>body { margin: 0; font: 14px sans-serif }</style>
    <body><article style="margin:90px 0 1400px 60px"><div class="player" style="position:relative;width:${String(width)}px;height:${String(height)}px">
    <video src="${clip}" loop autoplay playsinline style="width:100%;height:100%;object-fit:cover"></video>
    ${drawn.join('\n')}</div></article></body>`;
}
