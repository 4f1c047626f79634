import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packExtension } from '../tools/pack.ts';
import { rounded, type Figure } from './figures.ts';
import type { Measured } from './measured.ts';
import { barPlot } from './plot.ts';
import type { Asked } from './subject.ts';

/** The build that is measured. */
export const DIST = process.env['SECOND_LOOK_DIST'] ?? 'dist';

const UNPACKED_LIMIT_MB = 42;
const ZIPPED_LIMIT_MB = 17;
const LARGEST = 8;
const BOUND =
  'onnxruntime-web’s WebAssembly file is most of it; a build of our own with fewer operators would be the next step';

function sizeFigure(name: string, bytes: number, limitMb: number, command: string): Figure {
  const value = rounded(bytes / 1_000_000, 2);
  const met = value <= limitMb;
  const figure = { name, target: `≤ ${limitMb} MB`, value, met, n: 1, command };
  return met ? figure : { ...figure, bound: BOUND };
}

/** Size of the built extension, as it is and as a zip. */
export function measurePackage({ command }: Asked): Measured {
  const found = readdirSync(DIST, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = found
    .map(({ parentPath, name }) => ({ name, bytes: statSync(join(parentPath, name)).size }))
    .sort((a, b) => b.bytes - a.bytes);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const largest = files.slice(0, LARGEST).map((file) => ({ name: file.name, value: file.bytes / 1_000_000 }));
  return {
    figures: [
      sizeFigure('built extension, unpacked (MB)', bytes, UNPACKED_LIMIT_MB, command),
      sizeFigure('built extension, zipped (MB)', packExtension(DIST).byteLength, ZIPPED_LIMIT_MB, command),
    ],
    samples: { files },
    plots: { size: barPlot('Largest files of the built extension, MB', largest) },
  };
}
