import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const NEEDS = 'import onnx, onnxruntime, onnxruntime.quantization';

/** Runs one of the bench's Python scripts. */
export interface Python {
  /** Standard output of `bench/<script>`, read as JSON. Rejects with what it wrote to standard error. */
  readonly run: (script: string, args: readonly string[], input?: unknown) => Promise<unknown>;
}

/** The interpreter that `SECOND_LOOK_PYTHON` names, if it has what bench/requirements.txt lists. Else says what is left out. */
export function findPython(leftOut: string): Python | undefined {
  const path = process.env['SECOND_LOOK_PYTHON'];
  const why =
    path === undefined
      ? 'SECOND_LOOK_PYTHON names no interpreter (bench/README.md)'
      : spawnSync(path, ['-c', NEEDS], { encoding: 'utf8' }).status === 0
        ? undefined
        : `${path} lacks what bench/requirements.txt lists`;
  if (why !== undefined || path === undefined) {
    console.error(`skipped: ${leftOut}: ${why ?? ''}`);
    return undefined;
  }
  return { run: (script, args, input) => runScript(path, script, args, input) };
}

function runScript(python: string, script: string, args: readonly string[], input: unknown): Promise<unknown> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  return new Promise((resolve, reject) => {
    const child = execFile(python, [path, ...args], { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) resolve(JSON.parse(stdout));
      else reject(new Error(`${script}: ${stderr.slice(-2000)}`, { cause: error }));
    });
    child.stdin?.end(JSON.stringify(input ?? null));
  });
}
