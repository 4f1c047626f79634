const WIDTH = 720;
const ROW = 26;
const LEFT = 250;
const RIGHT = 90;
const HUES = ['#2f6f8f', '#c0702a', '#5b8a3c', '#8a4f8f', '#a33b3b'];
const FONT = 'font-family="system-ui, sans-serif" font-size="12"';

/** One bar: the median, with a whisker to the 95th percentile. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly p95?: number;
}

/** One line of a chart, points from left to right. */
export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const short = (value: number): string => String(Number(value.toPrecision(3)));

function drawing(heightPx: number, title: string, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${heightPx}" role="img" aria-label="${escaped(title)}">`,
    `<rect width="${WIDTH}" height="${heightPx}" fill="#ffffff"/>`,
    `<text x="12" y="22" ${FONT} font-weight="600" fill="#1c2429">${escaped(title)}</text>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

/** Horizontal bars from zero, in the order given. Throws `RangeError` for none, or for a value that is not finite. */
export function barPlot(title: string, bars: readonly Bar[]): string {
  const longest = Math.max(...bars.flatMap(({ value, p95 }) => [value, p95 ?? value]));
  if (!Number.isFinite(longest)) throw new RangeError(`no bars to draw for "${title}"`);
  const scale = (WIDTH - LEFT - RIGHT) / Math.max(longest, Number.MIN_VALUE);
  const rows = bars.flatMap(({ name, value, p95 }, index) => {
    const y = 40 + index * ROW;
    const end = LEFT + value * scale;
    const reach = LEFT + Math.max(value, p95 ?? value) * scale;
    return [
      `<text x="${LEFT - 8}" y="${y + 14}" ${FONT} text-anchor="end" fill="#3b4852">${escaped(name)}</text>`,
      `<rect x="${LEFT}" y="${y + 2}" width="${short(end - LEFT)}" height="${ROW - 8}" fill="${HUES[0]}"/>`,
      `<line x1="${short(end)}" y1="${y + 11}" x2="${short(reach)}" y2="${y + 11}" stroke="#1c2429"/>`,
      `<text x="${short(reach + 6)}" y="${y + 14}" ${FONT} fill="#1c2429">${short(value)}</text>`,
    ];
  });
  return drawing(52 + bars.length * ROW, title, rows);
}

/** Lines over a common ground, both axes from zero. Throws `RangeError` for no points. */
export function linePlot(
  title: string,
  axes: { readonly x: string; readonly y: string },
  series: readonly Series[],
): string {
  const all = series.flatMap(({ points }) => points);
  const [mostX, mostY] = [Math.max(...all.map(([x]) => x)), Math.max(...all.map(([, y]) => y))];
  if (!Number.isFinite(mostX) || !Number.isFinite(mostY)) throw new RangeError(`no points to draw for "${title}"`);
  const [left, right, top, bottom] = [60, 20, 40, 260];
  const across = (x: number): string => short(left + (x / Math.max(mostX, Number.MIN_VALUE)) * (WIDTH - left - right));
  const up = (y: number): string => short(bottom - (y / Math.max(mostY, Number.MIN_VALUE)) * (bottom - top));
  const lines = series.flatMap(({ name, points }, index) => {
    const hue = HUES[index % HUES.length] ?? '#000000';
    const path = points.map(([x, y]) => `${across(x)},${up(y)}`).join(' ');
    return [
      `<polyline points="${path}" fill="none" stroke="${hue}" stroke-width="2"/>`,
      `<text x="${left + index * 150}" y="310" ${FONT} fill="${hue}">${escaped(name)}</text>`,
    ];
  });
  return drawing(324, title, [
    `<path d="M${left} ${top}V${bottom}H${WIDTH - right}" fill="none" stroke="#8a959c"/>`,
    `<text x="${left - 6}" y="${top + 5}" ${FONT} text-anchor="end" fill="#3b4852">${short(mostY)}</text>`,
    `<text x="${left - 6}" y="${bottom}" ${FONT} text-anchor="end" fill="#3b4852">0</text>`,
    `<text x="${left}" y="${bottom + 18}" ${FONT} fill="#3b4852">0</text>`,
    `<text x="${WIDTH - right}" y="${bottom + 18}" ${FONT} text-anchor="end" fill="#3b4852">${short(mostX)} ${escaped(axes.x)}</text>`,
    `<text x="${WIDTH - right}" y="22" ${FONT} text-anchor="end" fill="#3b4852">${escaped(axes.y)}</text>`,
    ...lines,
  ]);
}
