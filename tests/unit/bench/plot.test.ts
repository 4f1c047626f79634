import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { barPlot, linePlot } from '../../../bench/plot.ts';

function parse(svg: string): Element {
  const { body } = new Window().document;
  body.innerHTML = svg;
  return body.firstElementChild as unknown as Element;
}

describe('plots of the bench', () => {
  it('the longest bar fills the width, one half as long half of it, and each is labelled with its value', () => {
    const plot = parse(
      barPlot('Times', [
        { name: 'a', value: 10 },
        { name: 'b', value: 5 },
      ]),
    );
    const widths = [...plot.querySelectorAll('rect')].slice(1).map((bar) => Number(bar.getAttribute('width')));
    expect(widths).toEqual([380, 190]);
    const texts = [...plot.querySelectorAll('text')].map(({ textContent }) => textContent);
    expect(texts).toEqual(['Times', 'a', '10', 'b', '5']);
  });

  it('a whisker reaches the 95th percentile', () => {
    const plot = parse(barPlot('Times', [{ name: 'a', value: 5, p95: 10 }]));
    const whisker = plot.querySelector('line');
    expect([whisker?.getAttribute('x1'), whisker?.getAttribute('x2')]).toEqual(['440', '630']);
  });

  it('lines start at zero on both axes', () => {
    const plot = parse(
      linePlot('Cost', { x: 'faces', y: 'ms' }, [
        {
          name: 'a',
          points: [
            [0, 0],
            [4, 8],
          ],
        },
      ]),
    );
    expect(plot.querySelector('polyline')?.getAttribute('points')).toBe('60,260 700,40');
  });

  it('text is escaped', () => {
    expect(barPlot('a < b & "c"', [{ name: '<x>', value: 1 }])).not.toMatch(/<x>|a < b|& "/);
  });

  it('nothing to draw is an error, not an empty picture', () => {
    expect(() => barPlot('Times', [])).toThrow(RangeError);
    expect(() => barPlot('Times', [{ name: 'a', value: NaN }])).toThrow(RangeError);
    expect(() => linePlot('Cost', { x: '', y: '' }, [{ name: 'a', points: [] }])).toThrow(RangeError);
  });
});
