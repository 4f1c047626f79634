import type { Position } from './portraits.ts';

/** Carries a position of one picture to the matching position of another. */
export type Warp = (at: Position) => Position;

/** Radial part of a thin plate: r² ln r, with the square root left out. */
function bend(squaredDistance: number): number {
  return squaredDistance < 1e-9 ? 0 : 0.5 * squaredDistance * Math.log(squaredDistance);
}

/** Solves `rows · x = right` for two right-hand sides at once, by elimination with row exchange. */
function solve(rows: number[][], right: Position[]): Position[] {
  const table = rows.map((row, index) => [...row, right[index]?.x ?? 0, right[index]?.y ?? 0]);
  const size = table.length;
  for (let column = 0; column < size; column++) {
    const rest = table.slice(column).sort((a, b) => Math.abs(b[column] ?? 0) - Math.abs(a[column] ?? 0));
    table.splice(column, rest.length, ...rest);
    const pivot = table[column] ?? [];
    for (const [index, row] of table.entries()) {
      if (index === column) continue;
      const share = (row[column] ?? 0) / (pivot[column] ?? 1);
      if (share !== 0) table[index] = row.map((value, at) => value - share * (pivot[at] ?? 0));
    }
  }
  return table.map((row, index) => {
    const scale = row[index] ?? 1;
    return { x: (row[size] ?? 0) / scale, y: (row[size + 1] ?? 0) / scale };
  });
}

/** The smoothest warp that carries each of `from` to its partner in `to` (Bookstein's thin-plate spline). */
export function thinPlateWarp(from: readonly Position[], to: readonly Position[]): Warp {
  if (from.length !== to.length || from.length < 3) throw new RangeError('a warp needs three pairs of points or more');
  const rows = from.map((a) => [...from.map((b) => bend((a.x - b.x) ** 2 + (a.y - b.y) ** 2)), 1, a.x, a.y]);
  const closing = [from.map(() => 1), from.map(({ x }) => x), from.map(({ y }) => y)].map((row) => [...row, 0, 0, 0]);
  const weights = solve([...rows, ...closing], [...to]);
  const [shift, alongX, alongY] = weights.slice(from.length);
  if (shift === undefined || alongX === undefined || alongY === undefined) throw new RangeError('warp has no solution');
  return (at) => {
    let x = shift.x + alongX.x * at.x + alongY.x * at.y;
    let y = shift.y + alongX.y * at.x + alongY.y * at.y;
    for (const [index, point] of from.entries()) {
      const pull = bend((at.x - point.x) ** 2 + (at.y - point.y) ** 2);
      x += pull * (weights[index]?.x ?? 0);
      y += pull * (weights[index]?.y ?? 0);
    }
    return { x, y };
  };
}
