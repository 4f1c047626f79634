import type { Runtime } from 'webextension-polyfill';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { AskFailed, ContextLost, deliveryFailure, isCutOff } from '../../../src/platform/messaging/ask-failures.ts';
import { askSchemas } from '../../../src/platform/messaging/ask-schemas.ts';
import { parseRoute } from '../../../src/platform/messaging/routes.ts';
import { mayAsk, readSender, type Sender } from '../../../src/platform/messaging/sender.ts';
import { readTabReport } from '../../../src/platform/messaging/tab-report-schema.ts';

const ID = 'abcdefghijklmnopabcdefghijklmnop';
const ORIGIN = `chrome-extension://${ID}`;
const sender = (parts: object): Runtime.MessageSender => ({ id: ID, ...parts });

describe('routes', () => {
  it('every route that has a schema can be parsed and goes to the background', () => {
    const routes = Object.keys(askSchemas);
    expect(routes.length).toBeGreaterThan(4);
    for (const route of routes) expect(parseRoute(route)).toMatchObject({ to: 'background' });
  });

  it.each(['', 'background/x', 'page>background', 'page>background/', 'stranger>background/x', 'page>background/x/y'])(
    '"%s" is no route',
    (route) => {
      expect(parseRoute(route)).toBeUndefined();
    },
  );
});

describe('senders', () => {
  const content: Sender = { kind: 'content', tabId: 1, windowId: 2, frameId: 3, documentId: 'D', isPrivate: false };

  it.each([
    [
      'a content script',
      { url: 'https://a.example/x', tab: { id: 1, windowId: 2 }, frameId: 3, documentId: 'D' },
      content,
    ],
    [
      'a page of ours in a tab is no content script',
      { url: `${ORIGIN}/popup.html`, tab: { id: 1 }, frameId: 0 },
      { kind: 'own-page' },
    ],
    ['a page of ours outside tabs', { url: `${ORIGIN}/offscreen.html` }, { kind: 'own-page' }],
    ['a host that begins like ours is not ours', { url: `${ORIGIN}.evil.test/` }, undefined],
    ['a script without a tab', { url: 'https://a.example/', frameId: 0 }, undefined],
    ['another extension', { id: 'other', url: `${ORIGIN}/popup.html` }, undefined],
  ])('%s', (_who, parts, expected) => {
    expect(readSender(sender(parts), ID, ORIGIN)).toEqual(expected);
  });

  it('each asker may use its own routes', () => {
    expect(mayAsk('content', content)).toBe(true);
    expect(mayAsk('content', { kind: 'own-page' })).toBe(false);
    expect(mayAsk('extension', content)).toBe(false);
    expect(mayAsk('page', content)).toBe(true);
    expect(mayAsk('page', { kind: 'own-page' })).toBe(true);
  });
});

describe('asks', () => {
  it.each([
    ['page>background/change-settings', { siteLevels: { 'a.example': 'off' } }, true],
    ['page>background/change-settings', { siteLevels: ['a.example'] }, false],
    ['page>background/change-settings', { colour: 'red' }, false],
    ['page>background/read-settings', undefined, true],
    ['page>background/read-settings', {}, false],
    ['content>background/count-warnings', { warnings: 2 }, true],
    ['content>background/count-warnings', { warnings: 2.5 }, false],
    ['content>background/count-warnings', { warnings: -1 }, false],
    ['content>background/capture-visible', { box: { x: -5, y: 0, width: 10, height: 10 }, devicePixelRatio: 2 }, true],
    [
      'content>background/capture-visible',
      { box: { x: 0, y: 0, width: Infinity, height: 10 }, devicePixelRatio: 2 },
      false,
    ],
    ['content>background/capture-visible', { box: { x: 0, y: 0, width: 10, height: 10 }, devicePixelRatio: 0 }, false],
  ] as const)('%s %j is accepted: %s', (route, body, isAccepted) => {
    expect(v.is(askSchemas[route], body)).toBe(isAccepted);
  });
});

describe('failed deliveries', () => {
  it.each([
    ['Extension context invalidated.', ContextLost],
    ['Could not establish connection. Receiving end does not exist.', ContextLost],
    ['The message port closed before a response was received.', AskFailed],
  ])('%s', (message, kind) => {
    expect(deliveryFailure('page>background/read-settings', new Error(message))).toBeInstanceOf(kind);
  });

  it('a service worker that was killed midway is asked again, one that is gone is not', () => {
    expect(isCutOff(new Error('The message port closed before a response was received.'))).toBe(true);
    expect(isCutOff(new Error('Extension context invalidated.'))).toBe(false);
  });
});

describe('reports of a tab', () => {
  const good = {
    id: 'a',
    verdict: { state: 'not-checked', reason: 'too-small' },
    facts: { known: [{ source: 'site', site: 'a', declares: ['dubbed'] }], unread: ['file'] },
    route: undefined,
    widthPx: 1,
    heightPx: 1,
    durationMs: 0,
    host: 'a.example',
  };

  it('a malformed sighting is left out and the others stay', () => {
    const strange = { ...good, verdict: { state: 'authentic' } };
    const untold = { ...good, facts: { known: [{ source: 'signed-record', state: 'authentic' }], unread: [] } };
    const sightings = [strange, good, untold, null, { ...good, durationMs: NaN }];
    expect(readTabReport({ sightings }).sightings).toEqual([good]);
  });

  it('signs without a detector behind them are malformed', () => {
    const bare = {
      ...good,
      verdict: { state: 'strong-signs', evidence: 3, because: [], moments: [], framesScored: 1 },
    };
    expect(readTabReport({ sightings: [bare] }).sightings).toEqual([]);
  });
});
