import { describe, expect, it } from 'vitest';
import { costByKind, costOf, type FrameCall, type FrameCalls } from '../../../bench/frame-calls.ts';
import { messagesOf } from '../../../bench/send-frames.ts';

const picture = (widthPx: number, heightPx: number) => ({ widthPx, heightPx, bytes: 0, isBlob: false });
const call = (kind: FrameCall['kind'], ms: number, ...parcels: FrameCall['parcels']): FrameCall => ({
  kind,
  ms,
  parcels,
});
const whole: FrameCalls = {
  calls: [call('createImageBitmap', 4), call('post', 9, picture(1280, 720))],
  answeredMs: 200,
};
const inTwo: FrameCalls = {
  calls: [
    call('VideoFrame', 1),
    call('createImageBitmap', 2),
    call('post', 3, picture(640, 360)),
    call('createImageBitmap', 4),
    call('post', 5, picture(300, 310), picture(280, 280)),
    call('post', 6),
  ],
  answeredMs: 300,
};

describe('calls of a sampled frame', () => {
  it('the finder image ends with the first message that carries pixels; what follows are the cuts', () => {
    expect(costOf(inTwo)).toEqual({ finderMs: 6, cutsMs: 15, totalMs: 21 });
    expect(costOf(whole)).toEqual({ finderMs: 13, cutsMs: 0, totalMs: 13 });
  });

  it('adds up by kind', () => {
    expect(costByKind(inTwo)).toEqual({ VideoFrame: 1, createImageBitmap: 6, post: 14 });
  });

  it('what was sent is sent again message by message, from a held frame where one was held', () => {
    expect(messagesOf(inTwo)).toEqual({
      messages: [[picture(640, 360)], [picture(300, 310), picture(280, 280)]],
      isHeld: true,
    });
    expect(messagesOf(whole)).toEqual({ messages: [[picture(1280, 720)]], isHeld: false });
  });

  it('a frame that was only tried for readability was not held', () => {
    expect(messagesOf({ ...whole, calls: [call('VideoFrame', 1), ...whole.calls] }).isHeld).toBe(false);
  });
});
