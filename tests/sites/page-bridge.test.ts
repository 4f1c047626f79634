// @vitest-environment happy-dom
import { beforeAll, describe, expect, test } from 'vitest';
import type { PageQuestion } from '../../src/contracts/page-question.ts';
import { answerPageQuestions } from '../../src/platform/page/answer-page-questions.ts';
import { askPage } from '../../src/platform/page/ask-page.ts';
import { ANSWER, ANSWER_MAX_CHARS, ASK } from '../../src/platform/page/page-channel.ts';
import { lookThrough } from '../../src/platform/page/page-objects.ts';

/** A page's own global, as the page may make it. */
function setGlobal(value: unknown): void {
  (window as unknown as Record<string, unknown>)['page'] = value;
}
const ask = (...path: readonly string[]): PageQuestion => [
  { root: { kind: 'global', name: 'page' }, picks: { found: path } },
];
const at = (): Element => document.body;

/** What is found at a path of the page's global; `null` when the look was given up. */
function found(...path: readonly string[]): unknown {
  return lookThrough(ask(...path), at())[0]?.['found'] ?? null;
}

function nested(depth: number): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < depth; level += 1) value = { inner: value };
  return value;
}

describe('looking through the objects of a page', () => {
  test('brings back plain copies of every value at a path', () => {
    setGlobal({ list: [{ id: 'a', more: [1, true, null] }, 'no object', { id: 'b' }, {}] });
    expect(found('list', '*', 'id')).toEqual(['a', 'b']);
    expect(found('list', '*', 'more')).toEqual([[1, true, null]]);
    expect(found('list', 'length')).toEqual([4]);
    expect(found('nowhere', 'id')).toEqual([]);
  });

  test('runs no getter, neither on the way nor in what it copies', () => {
    let runs = 0;
    const trap = {
      get value(): string {
        runs += 1;
        return 'trapped';
      },
    };
    setGlobal({ on: { trap }, kept: 1 });
    expect(found('on', 'trap', 'value')).toEqual([]);
    expect(found('on')).toEqual([{ trap: { value: null } }]);
    expect(runs).toBe(0);
  });

  test.each([
    [
      'a cycle',
      () => {
        const cycle: Record<string, unknown> = { name: 'a' };
        cycle['self'] = { back: cycle };
        return cycle;
      },
    ],
    ['a list of a million', () => Array.from({ length: 1_000_000 }, () => 0)],
    ['an object with too many properties', () => Object.fromEntries(Array.from({ length: 500 }, (_, at) => [at, at]))],
    ['lists of lists of lists', () => Array.from({ length: 250 }, () => Array.from({ length: 250 }, () => [1, 2, 3]))],
    ['a depth of a hundred thousand', () => nested(100_000)],
    [
      'a proxy that throws',
      () =>
        new Proxy(
          {},
          {
            ownKeys: () => {
              throw new Error('no');
            },
          },
        ),
    ],
    [
      'a proxy without an end',
      (): unknown => {
        const endless: unknown = new Proxy(
          {},
          {
            ownKeys: () => ['inner'],
            getOwnPropertyDescriptor: () => ({ value: endless, enumerable: true, configurable: true }),
          },
        );
        return endless;
      },
    ],
  ])('gives up on %s, soon and as a whole', (_, make) => {
    setGlobal({ huge: make() });
    const startedMs = performance.now();
    expect(found('huge')).toBeNull();
    // A millisecond in truth; the machine may be busy with other tests.
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });

  test('gives up on paths with too many ends', () => {
    setGlobal({
      rows: Array.from({ length: 290 }, () => ({ cells: Array.from({ length: 290 }, () => ({ id: 'x' })) })),
    });
    expect(found('rows', '*', 'cells', '*', 'id')).toBeNull();
  });

  test('a look that is given up takes no other with it, unless there is nothing left to spend', () => {
    setGlobal({ huge: Array.from({ length: 1_000 }, () => 0), small: 1 });
    expect(lookThrough([...ask('huge', '*'), ...ask('small')], at())).toEqual([null, { found: [1] }]);
  });

  test('cuts long texts', () => {
    setGlobal({ text: 'x'.repeat(100_000) });
    expect((found('text') as readonly string[])[0]).toHaveLength(500);
  });

  test('a method that throws or gives no object is no root', () => {
    document.body.innerHTML = '<x-one></x-one><x-two></x-two>';
    Object.assign(document.querySelector('x-one') ?? {}, {
      give: () => {
        throw new Error('no');
      },
    });
    Object.assign(document.querySelector('x-two') ?? {}, { give: () => 'text' });
    const look = (selector: string) =>
      lookThrough([{ root: { kind: 'method', selector, name: 'give' }, picks: {} }], at());
    expect([look('x-one'), look('x-two'), look('x-three')]).toEqual([[null], [null], [null]]);
  });

  test('takes the nearest component only, and climbs no endless chain of components', () => {
    document.body.innerHTML = '<article><div><video></video></div></article>';
    const outer = { memoizedProps: { post: { id: 'outer' } }, return: null as unknown };
    const inner = { memoizedProps: { post: { name: 'no id' } }, return: outer };
    Object.assign(document.querySelector('div') ?? {}, { __reactFiber$abc: inner });
    const video = document.querySelector('video') ?? document.body;
    const look = (): unknown =>
      lookThrough([{ root: { kind: 'component', props: ['post'], having: 'id' }, picks: { ids: ['id'] } }], video);
    expect(look()).toEqual([{ ids: ['outer'] }]);
    outer.memoizedProps.post = { id: '' };
    (outer as { memoizedProps: unknown }).memoizedProps = {};
    outer.return = inner;
    expect(look()).toEqual([null]);
  });
});

describe('asking through the document', () => {
  beforeAll(answerPageQuestions);

  test('the answer is there at once', () => {
    setGlobal({ id: 'a' });
    expect(askPage(ask('id'), at())).toEqual([{ found: ['a'] }]);
  });

  test('what the page put on the prototypes takes no part', () => {
    setGlobal({ id: { list: ['a'] } });
    const prototypes = [Object.prototype, Array.prototype] as unknown as Record<string, unknown>[];
    for (const prototype of prototypes) prototype['toJSON'] = () => 'forged';
    const answer = lookThrough(ask('id'), at());
    for (const prototype of prototypes) delete prototype['toJSON'];
    expect(answer).toEqual([{ found: [{ list: ['a'] }] }]);
  });

  test('the page never hears a question, and a question that is none of ours is answered with nothing', () => {
    const heard: unknown[] = [];
    const listen = (event: Event): void => void heard.push((event as InputEvent).data);
    document.body.addEventListener(ASK, listen);
    document.body.addEventListener(ANSWER, listen);
    for (const question of ['{', '7', '[{"root":{"kind":"global"}}]', '[null]', `"${'x'.repeat(1_000_000)}"`]) {
      document.body.dispatchEvent(new InputEvent(ASK, { data: question }));
    }
    document.body.dispatchEvent(new Event(ASK));
    document.body.removeEventListener(ASK, listen);
    document.body.removeEventListener(ANSWER, listen);
    // One of them has the form of a question, about nothing; the last one is no question and is let pass.
    expect(heard).toEqual(['[null]', undefined]);
  });
});

describe('a page that answers in our stead', () => {
  /** Asks at a video that is in no document, where nobody hears the question but whoever answers in our stead. */
  function askForged(...answers: readonly Event[]): unknown {
    const video = document.createElement('video');
    video.addEventListener(ASK, () => {
      for (const answer of answers) video.dispatchEvent(answer);
    });
    return askPage(ask('id'), video);
  }
  const said = (data: string): Event => new InputEvent(ANSWER, { data });

  test('without any answer there is none', () => {
    expect(askForged()).toBeUndefined();
  });

  test.each([
    ['no JSON', '{"found":'],
    ['another shape', '{"found":["a"]}'],
    ['another shape inside', '[{"found":"a"}]'],
    ['a text that is too long', `[{"found":["${'x'.repeat(ANSWER_MAX_CHARS)}"]}]`],
    ['nothing', ''],
  ])('%s is no answer', (_, text) => {
    expect(askForged(said(text))).toBeUndefined();
  });

  test('lists thirty thousand deep do no harm', () => {
    const deep = `[{"found":[${'['.repeat(29_000)}${']'.repeat(29_000)}]}]`;
    expect(Array.isArray(askForged(said(deep)))).toBe(true);
  });

  test('the name of a prototype is a name like any other', () => {
    expect(askForged(said('[{"__proto__":["a"],"constructor":["b"]}]'))).toBeDefined();
    expect(({} as Record<string, unknown>)['found']).toBeUndefined();
  });

  test('only text counts, and only the first', () => {
    const bomb = {
      get trap(): never {
        throw new Error('a getter was run');
      },
    };
    expect(askForged(new CustomEvent(ANSWER, { detail: bomb }))).toBeUndefined();
    expect(askForged(new MessageEvent(ANSWER, { data: bomb }))).toBeUndefined();
    expect(askForged(said('[{"found":["first"]}]'), said('[{"found":["second"]}]'))).toEqual([{ found: ['first'] }]);
  });

  test('an answer that nobody asked for is heard by nobody', () => {
    const video = document.createElement('video');
    expect(askPage(ask('id'), video)).toBeUndefined();
    video.dispatchEvent(said('[{"found":["late"]}]'));
    expect(askPage(ask('id'), video)).toBeUndefined();
  });
});
