import type { FeedPlan, PlannedPost } from './feed-plan.ts';
import { playWhenVisible } from './play-when-visible.ts';

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = '',
  text = '',
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  if (text !== '') made.textContent = text;
  return made;
}

function player(post: PlannedPost): HTMLVideoElement {
  const video = element('video');
  video.src = post.address;
  video.style.aspectRatio = `${post.width} / ${post.height}`;
  return video;
}

/** One element serves all recycled posts: it moves to the post in view and changes its source, like a virtual list. */
const recycled = element('video');
const stages = new Map<HTMLElement, PlannedPost>();

function recycleOnScroll(): void {
  playWhenVisible(recycled);
  const watch = new IntersectionObserver(
    (entries) => {
      const shown = entries.find((entry) => entry.isIntersecting && entry.intersectionRatio >= 0.6)?.target;
      if (!(shown instanceof HTMLElement) || recycled.parentElement === shown) return;
      const post = stages.get(shown);
      if (post === undefined) return;
      shown.append(recycled);
      recycled.src = post.address;
      recycled.play().catch(() => undefined);
    },
    { threshold: [0, 0.6, 0.9] },
  );
  for (const stage of stages.keys()) watch.observe(stage);
}

function fill(stage: HTMLElement, post: PlannedPost): void {
  switch (post.placement) {
    case 'plain':
    case 'tiny':
    case 'other-origin': {
      const video = player(post);
      if (post.placement === 'tiny') stage.classList.add('small');
      stage.append(video);
      playWhenVisible(video);
      return;
    }
    case 'never-played': {
      const video = player(post);
      video.controls = true;
      video.preload = 'metadata';
      stage.append(video);
      return;
    }
    case 'closed-shadow': {
      const host = element('div');
      const video = player(post);
      video.style.cssText += 'display: block; width: 100%;';
      host.attachShadow({ mode: 'closed' }).append(video);
      stage.append(host);
      playWhenVisible(video);
      return;
    }
    case 'other-origin-frame': {
      const frame = element('iframe');
      frame.src = post.address;
      frame.allow = 'autoplay';
      frame.style.aspectRatio = `${post.width} / ${post.height}`;
      stage.append(frame);
      return;
    }
    case 'recycled': {
      stage.classList.add('empty');
      stage.style.aspectRatio = `${post.width} / ${post.height}`;
      stages.set(stage, post);
      return;
    }
  }
}

function article(post: PlannedPost, index: number): HTMLElement {
  const made = element('article');
  made.dataset['row'] = post.name;
  const head = element('header');
  const names = element('div');
  names.append(element('div', 'author', post.author), element('div', 'when', `${index * 3 + 2} minutes ago`));
  head.append(element('span', 'initial', post.author.slice(0, 1)), names);
  const stage = element('div', 'stage');
  fill(stage, post);
  made.append(head, element('p', '', post.caption), stage, element('footer', '', 'Like · Reply · Share'));
  return made;
}

const answer = await fetch('/feed.json');
const plan = (await answer.json()) as FeedPlan;
document.getElementById('feed')?.append(...plan.posts.map(article));
recycleOnScroll();
