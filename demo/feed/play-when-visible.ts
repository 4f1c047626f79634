/** Plays a muted, looping video while at least half of it can be seen, as feeds do. */
export function playWhenVisible(video: HTMLVideoElement): void {
  video.muted = true;
  video.loop = true;
  video.playsInline = true;
  video.preload = 'auto';
  const watch = new IntersectionObserver(
    ([entry]) => {
      // Refused where the clip cannot be decoded: the page goes on without it.
      if (entry !== undefined && entry.intersectionRatio >= 0.5) video.play().catch(() => undefined);
      else video.pause();
    },
    { threshold: [0, 0.5, 1] },
  );
  watch.observe(video);
}
