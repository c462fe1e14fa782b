/** Opens the viewer's page of a study; resolves with the times of its first paint and of its table, in milliseconds. */
export async function loadTimes(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const start = performance.now();
  await page.goto(url);
  await page.waitForSelector('.results tbody tr', { timeout: 600_000 });
  const tableMs = performance.now() - start;
  const firstPaintMs = await page.evaluate(`performance.getEntriesByName('first-contentful-paint')[0].startTime`);
  await page.close();
  return { firstPaintMs, tableMs };
}

/** From a key or click to the next painted frame, the longest of those that `act` makes; as browsers report it. */
export async function responseMs(page, act) {
  await page.evaluate(`
    window.longest = 0;
    window.observer?.disconnect();
    window.observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
    });
    window.observer.observe({ type: 'event', durationThreshold: 16 });
  `);
  await act();
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100)))');
  return page.evaluate('window.longest');
}
