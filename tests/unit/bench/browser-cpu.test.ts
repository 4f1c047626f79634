import { describe, expect, it } from 'vitest';
import { cpuBetween, processKind, proportionalKb, type CpuReading } from '../../../bench/browser-cpu.ts';

describe('processor time and memory of the browser', () => {
  it('tells the extension’s process from those of pages', () => {
    expect(processKind('renderer', 'chrome\0--type=renderer\0--extension-process\0')).toBe('extension');
    expect(processKind('renderer', 'chrome\0--type=renderer\0')).toBe('pages');
    expect(processKind('GPU', '')).toBe('gpu');
    expect(processKind('network.mojom.NetworkService', '')).toBe('other');
  });

  it('counts what was spent in between: a process that began in between from its start, one that ended not at all', () => {
    const before: CpuReading = new Map([
      [1, { kind: 'browser', seconds: 2 }],
      [2, { kind: 'extension', seconds: 5 }],
    ]);
    const after: CpuReading = new Map([
      [1, { kind: 'browser', seconds: 2.5 }],
      [3, { kind: 'extension', seconds: 1 }],
    ]);
    expect(cpuBetween(before, after)).toEqual({ extension: 1, pages: 0, browser: 0.5, gpu: 0, other: 0 });
  });

  it('reads the proportional memory, and nothing else that looks like it', () => {
    expect(proportionalKb('Rss:   900 kB\nPss:   123 kB\nPss_Anon:   50 kB\n')).toBe(123);
    expect(() => proportionalKb('Rss:   900 kB\n')).toThrow(RangeError);
  });
});
