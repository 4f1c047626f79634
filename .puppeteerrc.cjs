// The browser comes from the system or from `npx puppeteer browsers install chrome`, never from `npm ci`.
module.exports = { skipDownload: true };
