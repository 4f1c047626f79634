import { openAskingPage, readReports, reportOfRow } from '../demo/read-reports.ts';
import { rows } from '../demo/rows.ts';
import { serveFeed } from '../demo/serve-feed.ts';
import { launchWithExtension } from '../tools/launch-extension.ts';
for (let i = 0; i < 12; i++) {
  const served = await serveFeed(rows);
  const { browser, extensionId } = await launchWithExtension({ dist: 'dist', headless: true });
  const asking = await browser.newPage();
  await openAskingPage(asking, extensionId);
  const feed = await browser.newPage();
  const t0 = Date.now();
  const reqs: string[] = [];
  feed.on('request', (r) => r.url().includes('mp4') && reqs.push(`${Date.now() - t0} > ${r.url().slice(-30)} ${r.headers()['range'] ?? ''}`));
  feed.on('requestfinished', (r) => r.url().includes('mp4') && reqs.push(`${Date.now() - t0} < ${r.url().slice(-30)}`));
  feed.on('requestfailed', (r) => r.url().includes('mp4') && reqs.push(`${Date.now() - t0} x ${r.url().slice(-30)} ${r.failure()?.errorText}`));
  await feed.goto(served.address);
  await feed.waitForSelector('article');
  await feed.bringToFront();
  let ended = 0;
  for (let k = 0; k < 30; k++) {
    await new Promise((r) => setTimeout(r, 300));
    const all = await readReports(asking, served.address);
    const report = reportOfRow(all, rows[0]!);
    const v = report?.verdict;
    if (v && !['checking', 'not-checked'].includes(v.state)) { ended = Date.now() - t0; break; }
    if (k > 12) {
      const st = await feed.evaluate(() => [...document.querySelectorAll('video')].map((x) => [x.currentTime.toFixed(2), x.readyState, x.networkState, x.paused, x.seeking, x.buffered.length ? x.buffered.end(0).toFixed(1) : '-', x.getVideoPlaybackQuality().totalVideoFrames].join(' ')));
      console.log(Date.now() - t0, JSON.stringify(v), st[0], all.length, k === 15 ? JSON.stringify(all.map((r) => [r.durationMs, r.widthPx, r.verdict.state, (r.verdict as any).reason, (r.verdict as any).framesLookedAt])) : '');
    }
  }
  console.log('portrait ended', ended, reqs.length);
  if (ended === 0 || ended > 7000) console.log(reqs.slice(0, 30).join('\n'));
  await browser.close();
  await served.close();
}
