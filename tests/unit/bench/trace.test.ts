import { describe, expect, it } from 'vitest';
import { besideMs, summarise, type TraceEvent } from '../../../bench/trace.ts';

const ID = 'abcdefgh';
const PAGE = 10;
const EXTENSION = 20;

function event(name: string, fromMs: number, lastsMs: number, url = '', pid = PAGE): TraceEvent {
  return { name, ph: 'X', pid, tid: pid, ts: fromMs * 1000, dur: lastsMs * 1000, args: { data: { url } } };
}
const ours = (fromMs: number, lastsMs: number, pid = PAGE): TraceEvent =>
  event('FunctionCall', fromMs, lastsMs, `chrome-extension://${ID}/content.js`, pid);
const task = (fromMs: number, lastsMs: number): TraceEvent => event('RunTask', fromMs, lastsMs);
const extensionProcess: TraceEvent = {
  name: 'process_name',
  ph: 'M',
  pid: EXTENSION,
  tid: 0,
  ts: 0,
  args: { name: 'Extension Renderer' },
};

describe('our work in a trace', () => {
  it('counts our functions once, however they are nested, and no other script', () => {
    const page = event('FunctionCall', 100, 30, 'http://127.0.0.1/page.js');
    const work = summarise([ours(0, 10), ours(2, 3), ours(20, 5), page], ID);
    expect(work.busyMs).toBe(15);
    expect(work.byEventMs).toEqual({ FunctionCall: 18 });
  });

  it('counts promise reactions and intersection observers of the same thread', () => {
    const beside = [
      event('RunMicrotasks', 10, 4),
      event('IntersectionObserverController::computeIntersections', 20, 2),
      event('RunMicrotasks', 30, 50, '', 99),
    ];
    expect(summarise([ours(0, 1), ...beside], ID).busyMs).toBe(7);
  });

  it('what the browser does without us is counted thread by thread, and once where it is nested', () => {
    const alone = [
      event('RunMicrotasks', 10, 4),
      event('IntersectionObserverController::computeIntersections', 9, 6),
      event('IntersectionObserverController::computeIntersections', 10, 5, '', 99),
      event('FunctionCall', 50, 30, 'http://127.0.0.1/page.js'),
    ];
    expect(besideMs(alone)).toBe(11);
  });

  it('looking for promise reactions is no work of ours when there are none', () => {
    expect(summarise([ours(0, 1), event('BlinkScheduler_PerformMicrotaskCheckpoint', 10, 4)], ID).busyMs).toBe(1);
  });

  it('leaves out the extension’s own pages', () => {
    expect(summarise([extensionProcess, ours(0, 1), ours(0, 500, EXTENSION)], ID).busyMs).toBe(1);
  });

  it('a task is long because of us when it would have been shorter than 50 ms without us', () => {
    const withUs = [task(0, 60), ours(10, 20)];
    const withoutUs = [task(100, 80), ours(110, 20)];
    const short = [task(200, 49), ours(200, 49)];
    expect(summarise([...withUs, ...withoutUs, ...short], ID)).toMatchObject({ longTasksMs: [60], tasksMs: 189 });
  });

  it('a trace in which nothing of ours ran says so', () => {
    expect(() => summarise([task(0, 60), extensionProcess, ours(0, 5, EXTENSION)], ID)).toThrow(RangeError);
  });
});
