/** How much of a video can be seen. */
export interface Visibility {
  /** 0 to 1 of its own area, cut by the viewport and by every scrolling box around it, also of outer frames. */
  readonly ratio: number;
  readonly areaPx: number;
  readonly displayed: { readonly widthPx: number; readonly heightPx: number };
}

export interface VisibilityWatch {
  readonly watch: (video: HTMLVideoElement) => void;
  /** Looks at once where a video is that was far when last measured. */
  readonly hurry: (video: HTMLVideoElement) => void;
  readonly unwatch: (video: HTMLVideoElement) => void;
  readonly of: (video: HTMLVideoElement) => Visibility;
}

const UNSEEN: Visibility = { ratio: 0, areaPx: 0, displayed: { widthPx: 0, heightPx: 0 } };
const THRESHOLDS = [0, 0.25, 0.5, 0.75, 1];
/** Otherwise the browser measures each video for each picture that it draws. */
const MEASURE_EVERY_MS = 250;
/**
 * Videos more than one viewport away are measured seldom: the browser draws the whole page once more for it, and after
 * scrolling and where one begins to play they are hurried.
 */
const NEAR = '100%';
const FAR_EVERY_MS = 16_000;

/** Watches how much of each video can be seen, without asking the page for its layout. */
export function watchVisibility(onChange: (video: HTMLVideoElement) => void, signal: AbortSignal): VisibilityWatch {
  const known = new WeakMap<Element, Visibility>();
  const isNear = new WeakSet<Element>();
  const tell = ({ target, boundingClientRect }: IntersectionObserverEntry, ratio: number, areaPx: number): void => {
    const displayed = { widthPx: boundingClientRect.width, heightPx: boundingClientRect.height };
    known.set(target, { ratio, areaPx, displayed });
    onChange(target as HTMLVideoElement);
  };
  const near = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        tell(entry, entry.intersectionRatio, entry.intersectionRect.width * entry.intersectionRect.height);
        if (!entry.isIntersecting && !isNear.has(entry.target)) near.unobserve(entry.target);
      }
    },
    { threshold: THRESHOLDS, delay: MEASURE_EVERY_MS },
  );
  const far = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) {
          isNear.add(entry.target);
          near.observe(entry.target);
        } else if (isNear.delete(entry.target) || !known.has(entry.target)) {
          near.unobserve(entry.target);
          tell(entry, 0, 0);
        }
      }
    },
    { rootMargin: NEAR, delay: FAR_EVERY_MS },
  );
  const stop = (): void => {
    for (const observer of [near, far]) observer.disconnect();
  };
  signal.addEventListener('abort', stop, { once: true });
  return {
    watch: (video) => far.observe(video),
    hurry: (video) => {
      far.unobserve(video);
      far.observe(video);
    },
    unwatch: (video) => {
      for (const observer of [near, far]) observer.unobserve(video);
      known.delete(video);
    },
    of: (video) => known.get(video) ?? UNSEEN,
  };
}
