import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Pixels } from '../../contracts/frame.ts';

/** Draws what a video shows, or a neutral picture where that cannot be had. Decorative: the words stand beside it. */
export function ThumbnailPicture({ pixels }: { readonly pixels: Pixels | undefined }): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (pixels === undefined) return;
    const picture = new ImageData(new Uint8ClampedArray(pixels.rgba), pixels.width, pixels.height);
    canvas.current?.getContext('2d')?.putImageData(picture, 0, 0);
  }, [pixels]);
  if (pixels === undefined) {
    return (
      <svg class="thumbnail none" viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor">
        <path d="M4 6h11v12H4zM15 10.5l5-3v9l-5-3" />
      </svg>
    );
  }
  return <canvas ref={canvas} class="thumbnail" width={pixels.width} height={pixels.height} aria-hidden="true" />;
}
