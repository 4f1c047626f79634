/** `npm run check:layers`: draws the layer graph into docs/ARCHITECTURE.md; `--check` fails when the drawing is old. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const DOCUMENT = 'docs/ARCHITECTURE.md';
const START = '<!-- layer graph: start (tools/layer-graph.ts) -->';
const END = '<!-- layer graph: end -->';

function drawLayers(): string {
  const args = [
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'mermaid',
    '--collapse',
    '^src/[^/]+',
    '--include-only',
    '^src/',
    'src',
  ];
  return execFileSync(process.execPath, ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', ...args], {
    encoding: 'utf8',
  }).trim();
}

function withGraph(document: string, graph: string): string {
  const from = document.indexOf(START);
  const to = document.indexOf(END);
  if (from < 0 || to < from) throw new Error(`${DOCUMENT} must hold "${START}" and, after it, "${END}"`);
  return `${document.slice(0, from + START.length)}\n\n\`\`\`mermaid\n${graph}\n\`\`\`\n\n${document.slice(to)}`;
}

const written = readFileSync(DOCUMENT, 'utf8');
const current = withGraph(written, drawLayers());
if (process.argv.includes('--check')) {
  if (current !== written) {
    console.error(`The layer graph in ${DOCUMENT} is old. Run: npx tsx tools/layer-graph.ts`);
    process.exitCode = 1;
  }
} else {
  writeFileSync(DOCUMENT, current);
}
