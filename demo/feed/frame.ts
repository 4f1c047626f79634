import { playWhenVisible } from './play-when-visible.ts';

const video = document.createElement('video');
// Only ever one of this server's own clips.
video.src = new URL(`/media/${new URLSearchParams(location.search).get('clip') ?? ''}`, location.origin).href;
video.controls = true;
document.body.append(video);
playWhenVisible(video);
