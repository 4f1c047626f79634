import { describe, expect, it } from 'vitest';
import { linkTracks } from '../../../src/core/crop/link-tracks.ts';
import { faceAt, finding, frame } from '../../support/findings.ts';

const times = (frames: Parameters<typeof linkTracks>[0]): number[][] =>
  linkTracks(frames).map(({ faces }) => faces.map(({ mediaTimeMs }) => mediaTimeMs));
const xs = (frames: Parameters<typeof linkTracks>[0]): number[][] =>
  linkTracks(frames).map(({ faces }) => faces.map(({ finding: { face } }) => face.box.x + face.box.width / 2));

describe('tracks', () => {
  it('no frames have no tracks', () => {
    expect(linkTracks([])).toEqual([]);
    expect(linkTracks([frame(0)])).toEqual([]);
  });

  it('a face that moves a little is one track, in order of time whatever the order of frames', () => {
    const frames = [
      frame(2000, finding(faceAt(380, 200))),
      frame(0, finding(faceAt(300, 200))),
      frame(1000, finding(faceAt(340, 210))),
    ];
    expect(times(frames)).toEqual([[0, 1000, 2000]]);
  });

  it('two people stay two tracks, though they are listed in another order each time', () => {
    const left = (x: number) => finding(faceAt(x, 300));
    const frames = [
      frame(0, left(300), left(800)),
      frame(500, left(820), left(310)),
      frame(1000, left(305), left(815)),
    ];
    expect(xs(frames)).toEqual([
      [300, 310, 305],
      [800, 820, 815],
    ]);
  });

  it('a face somewhere else is another track', () => {
    expect(times([frame(0, finding(faceAt(200, 200))), frame(500, finding(faceAt(900, 500)))])).toEqual([[0], [500]]);
  });

  it('a close-up after a long shot at the same place is another track', () => {
    expect(times([frame(0, finding(faceAt(640, 360, 60))), frame(500, finding(faceAt(640, 360, 500)))])).toEqual([
      [0],
      [500],
    ]);
  });

  it('a face that looks away for some frames comes back to its track, but not after a quarter of a minute', () => {
    const here = finding(faceAt(640, 360));
    expect(times([frame(0, here), frame(1000), frame(8000, here)])).toEqual([[0, 8000]]);
    expect(times([frame(0, here), frame(15_001, here)])).toEqual([[0], [15_001]]);
  });

  it('a player that changes its resolution does not end a track', () => {
    const small = { ...frame(500, finding(faceAt(320, 180, 100))), widthPx: 640, heightPx: 360 };
    expect(times([frame(0, finding(faceAt(640, 360, 200))), small])).toEqual([[0, 500]]);
  });

  it('a track takes at most one face of a frame', () => {
    const frames = [
      frame(0, finding(faceAt(640, 360))),
      frame(500, finding(faceAt(645, 360)), finding(faceAt(700, 360))),
    ];
    expect(xs(frames)).toEqual([[640, 645], [700]]);
  });
});
