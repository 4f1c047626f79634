import type { ReviewedResource } from '../contracts/advice.ts';

const PLATFORM = {
  languages: ['mul'],
  regions: 'world',
  audiences: ['adult', 'minor', 'teacher'],
  reviewedOn: '2026-11-25',
  openedLive: false,
} as const;
const TO_REPORT = { ...PLATFORM, why: 'why_report_on_site', situations: ['report-on-platform'] } as const;
const ON_LABELS = { ...PLATFORM, why: 'why_site_label', situations: ['creator'] } as const;

/** The platforms' own pages. The site's own menu beside a post is the shorter way; these are for when it is not found. */
export const PLATFORMS: readonly ReviewedResource[] = [
  {
    id: 'youtube-report',
    title: 'YouTube',
    url: 'https://support.google.com/youtube/answer/2802027',
    owner: 'Google',
    site: 'youtube.com',
    source: 'known',
    ...TO_REPORT,
  },
  {
    id: 'tiktok-report',
    title: 'TikTok',
    url: 'https://support.tiktok.com/en/safety-hc/report-a-problem/report-a-video',
    owner: 'TikTok',
    site: 'tiktok.com',
    source: 'known',
    ...TO_REPORT,
  },
  {
    id: 'facebook-report',
    title: 'Facebook',
    url: 'https://www.facebook.com/help/reportlinks',
    owner: 'Meta',
    site: 'facebook.com',
    source: 'known',
    ...TO_REPORT,
  },
  {
    id: 'x-report',
    title: 'X',
    url: 'https://help.x.com/en/safety-and-security/report-a-post',
    owner: 'X',
    site: 'x.com',
    source: 'known',
    ...TO_REPORT,
  },
  {
    id: 'reddit-report',
    title: 'Reddit',
    url: 'https://www.reddit.com/report',
    owner: 'Reddit',
    site: 'reddit.com',
    source: 'seen',
    ...TO_REPORT,
  },
  {
    id: 'youtube-label',
    title: 'YouTube Help',
    url: 'https://support.google.com/youtube/answer/15447836',
    owner: 'Google',
    site: 'youtube.com',
    source: 'seen',
    ...ON_LABELS,
  },
  {
    id: 'tiktok-label',
    title: 'TikTok Support',
    url: 'https://support.tiktok.com/en/using-tiktok/creating-videos/ai-generated-content',
    owner: 'TikTok',
    site: 'tiktok.com',
    source: 'known',
    ...ON_LABELS,
  },
  {
    id: 'instagram-label',
    title: 'Instagram Help Centre',
    url: 'https://help.instagram.com/761121959519495',
    owner: 'Meta',
    site: 'instagram.com',
    source: 'seen',
    ...ON_LABELS,
  },
  {
    id: 'linkedin-label',
    title: 'LinkedIn Help',
    url: 'https://www.linkedin.com/help/lms/answer/a6282984',
    owner: 'LinkedIn',
    site: 'linkedin.com',
    source: 'seen',
    ...ON_LABELS,
  },
];
