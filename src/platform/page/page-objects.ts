import type { PageAnswer, PageFinding, PageLook, PageQuestion, PageRoot } from '../../contracts/page-question.ts';

/** Steps of one question: the larger of the invented pages take a hundred, a real one may take ten times as many. */
const MOST_STEPS = 8_000;
/** Only a page whose own objects are slow to look at comes near this, or a machine with no time for us, ms. */
const MOST_MS = 250;
/** Limits of one copy. */
const MOST_DEPTH = 16;
const MOST_ELEMENTS = 300;
const MOST_KEYS = 100;
const STRING_MAX_CHARS = 500;
/** How far up from the video a component is looked for: elements, then components. Public code stops at 30 to 60. */
const MOST_ELEMENTS_UP = 30;
const MOST_COMPONENTS_UP = 80;

/** Where React keeps an element's component: a name that is made up anew with every load. */
const FIBER = /^__react(?:Fiber|InternalInstance)\$/;

/** As they are before the page's scripts run; whoever replaces them later changes nothing here. */
const { getOwnPropertyDescriptor, keys, create } = Object;
const { isArray } = Array;
const clockMs = performance.now.bind(performance);

/** There is more than we are willing to look through. Half an answer could miss the label, so it is none. */
class TooMuch extends Error {}

class Budget {
  #left = MOST_STEPS;
  readonly #untilMs = clockMs() + MOST_MS;

  spend(): void {
    this.#left -= 1;
    if (this.#left < 0 || clockMs() > this.#untilMs) throw new TooMuch();
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** An object's own plain property. Getters are never run: a page could do anything in one. */
function own(holder: object, name: string): unknown {
  return getOwnPropertyDescriptor(holder, name)?.value;
}

/** A copy without getters, functions, prototypes or cycles. Throws `TooMuch`. */
function copy(value: unknown, depth: number, budget: Budget): unknown {
  budget.spend();
  if (typeof value === 'string') return value.slice(0, STRING_MAX_CHARS);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (!isObject(value)) return null;
  // A cycle is endlessly deep.
  if (depth >= MOST_DEPTH) throw new TooMuch();
  if (isArray(value)) {
    if (value.length > MOST_ELEMENTS) throw new TooMuch();
    const elements: unknown[] = [];
    for (let at = 0; at < value.length; at += 1) elements[at] = copy(own(value, String(at)), depth + 1, budget);
    return elements;
  }
  const names = keys(value);
  if (names.length > MOST_KEYS) throw new TooMuch();
  // Without a prototype, so that nothing the page put on `Object.prototype` takes part in writing it as JSON.
  const plain = create(null) as Record<string, unknown>;
  for (const name of names) plain[name] = copy(own(value, name), depth + 1, budget);
  return plain;
}

/** Enters a copy of each value at `path`, from its `from`th name on. Throws `TooMuch`. */
function pick(value: unknown, path: readonly string[], from: number, found: unknown[], budget: Budget): void {
  budget.spend();
  const name = path[from];
  if (name === undefined) {
    if (value !== undefined) found.push(copy(value, 0, budget));
    return;
  }
  if (!isObject(value)) return;
  if (name !== '*') {
    pick(own(value, name), path, from + 1, found, budget);
    return;
  }
  if (!isArray(value)) return;
  if (value.length > MOST_ELEMENTS) throw new TooMuch();
  for (let at = 0; at < value.length; at += 1) pick(own(value, String(at)), path, from + 1, found, budget);
}

/** The component of the nearest element, from `at` upwards, that has one. */
function fiberAround(at: Element): object | undefined {
  let element: Element | null = at;
  for (let up = 0; element !== null && up < MOST_ELEMENTS_UP; up += 1) {
    const name: string | undefined = keys(element).find((key) => FIBER.test(key));
    const fiber = name === undefined ? undefined : own(element, name);
    if (isObject(fiber)) return fiber;
    element = element.parentElement;
  }
  return undefined;
}

function componentValue(at: Element, props: readonly string[], having: string): object | undefined {
  let fiber: unknown = fiberAround(at);
  for (let up = 0; isObject(fiber) && up < MOST_COMPONENTS_UP; up += 1) {
    const given = own(fiber, 'memoizedProps');
    for (const name of isObject(given) ? props : []) {
      const value = own(given as object, name);
      if (isObject(value) && own(value, having) !== undefined) return value;
    }
    fiber = own(fiber, 'return');
  }
  return undefined;
}

/** What a root stands for. Throws what the page's own method throws. */
function rootOf(root: PageRoot, at: Element): unknown {
  switch (root.kind) {
    case 'global':
      return own(window, root.name);
    case 'method': {
      const element = document.querySelector(root.selector) as Readonly<Record<string, unknown>> | null;
      const method = element?.[root.name];
      return typeof method === 'function' ? method.call(element) : undefined;
    }
    case 'component':
      return componentValue(at, root.props, root.having);
  }
}

function findingOf({ root, picks }: PageLook, at: Element, budget: Budget): PageFinding | null {
  try {
    const from = rootOf(root, at);
    if (!isObject(from)) return null;
    const finding = create(null) as Record<string, unknown[]>;
    for (const name of keys(picks)) pick(from, picks[name] ?? [], 0, (finding[name] = []), budget);
    return finding;
  } catch {
    // Too much, or a page whose own objects throw when they are looked at.
    return null;
  }
}

/**
 * Looks through the objects of the page's scripts, from inside the page's world. `at` is the video that is asked about.
 * Bounded in steps, time, depth and length; runs no getter, and no function but the method that a root names.
 */
export function lookThrough(question: PageQuestion, at: Element): PageAnswer {
  const budget = new Budget();
  return question.map((look) => findingOf(look, at, budget));
}
