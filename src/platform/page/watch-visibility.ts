/** How much of a video can be seen. */
export interface Visibility {
  /** 0 to 1 of its own area, cut by the viewport and by every scrolling box around it, also of outer frames. */
  readonly ratio: number;
  readonly areaPx: number;
  readonly displayed: { readonly widthPx: number; readonly heightPx: number };
}

export interface VisibilityWatch {
  readonly watch: (video: HTMLVideoElement) => void;
  readonly unwatch: (video: HTMLVideoElement) => void;
  readonly of: (video: HTMLVideoElement) => Visibility;
}

const UNSEEN: Visibility = { ratio: 0, areaPx: 0, displayed: { widthPx: 0, heightPx: 0 } };
const THRESHOLDS = [0, 0.25, 0.5, 0.75, 1];
/** Otherwise the browser measures every video of the page for each picture it draws: most of our cost with a thousand. */
const MEASURE_EVERY_MS = 250;

/** Watches how much of each video can be seen, without asking the page for its layout. */
export function watchVisibility(onChange: (video: HTMLVideoElement) => void, signal: AbortSignal): VisibilityWatch {
  const known = new WeakMap<Element, Visibility>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, intersectionRatio, intersectionRect, boundingClientRect } of entries) {
        known.set(target, {
          ratio: intersectionRatio,
          areaPx: intersectionRect.width * intersectionRect.height,
          displayed: { widthPx: boundingClientRect.width, heightPx: boundingClientRect.height },
        });
        onChange(target as HTMLVideoElement);
      }
    },
    { threshold: THRESHOLDS, delay: MEASURE_EVERY_MS },
  );
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
  return {
    watch: (video) => observer.observe(video),
    unwatch: (video) => {
      observer.unobserve(video);
      known.delete(video);
    },
    of: (video) => known.get(video) ?? UNSEEN,
  };
}
