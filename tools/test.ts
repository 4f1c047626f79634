/**
 * `npm test`: builds, checks the size budgets, runs every test but those of Firefox and of policies, and ends with one
 * line `N passed, N failed`. With the word `firefox` it does the same for Firefox's package alone, with the word `policy`
 * it runs the tests that write to the browser's policy folder.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** The part of Vitest's JSON report that is counted. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

function run(script: string, args: readonly string[]): boolean {
  console.log(`\n> ${[script.replace(/^.*\/(bin|dist)\//, ''), ...args].join(' ')}`);
  return spawnSync(process.execPath, [script, ...args], { stdio: 'inherit' }).status === 0;
}

/** A step that is no test: silent when it passes, one failure when it does not. */
function step(script: string, args: readonly string[]): Tally {
  return { passed: 0, failed: run(script, args) ? 0 : 1 };
}

/** A file that broke before its first test reports no failed test; it still failed. */
function brokenFiles(report: VitestReport): number {
  return report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  ).length;
}

function readReport(path: string): VitestReport | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as VitestReport;
  } catch {
    return undefined;
  }
}

function runTests(project: string, folder: string): Tally {
  const path = join(folder, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
  const isClean = run('node_modules/vitest/vitest.mjs', ['run', '--project', project, ...reporters]);
  const report = readReport(path);
  if (report === undefined) return { passed: 0, failed: 1 };
  const failed = report.numFailedTests + brokenFiles(report);
  // Vitest also fails for what happens outside a test, such as an unhandled rejection.
  return { passed: report.numPassedTests, failed: failed === 0 && !isClean ? 1 : failed };
}

/** A build, and what comes after it when it succeeds. */
function afterBuild(buildArgs: readonly string[], tests: () => readonly Tally[]): readonly Tally[] {
  const build = step('node_modules/vite/bin/vite.js', ['build', '--logLevel', 'warn', ...buildArgs]);
  return build.failed > 0 ? [build] : tests();
}

function runAll(folder: string): readonly Tally[] {
  if (process.argv.includes('firefox')) return afterBuild(['--mode', 'firefox'], () => [runTests('firefox', folder)]);
  if (process.argv.includes('policy')) return [runTests('policy', folder)];
  return afterBuild([], () => [
    step('node_modules/size-limit/bin.js', []),
    runTests('unit', folder),
    runTests('graphics', folder),
    runTests('browser', folder),
    runTests('browser-alone', folder),
  ]);
}

const folder = mkdtempSync(join(tmpdir(), 'second-look-tests-'));
const tallies = runAll(folder);
rmSync(folder, { recursive: true });
const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
