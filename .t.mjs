import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { responseMs } from './bench/viewer/measure-pages.js';
const url = readFileSync('/tmp/big/url.txt', 'utf8').trim();
let t = performance.now();
let r = await fetch(url + 'api/studies/big/view');
let txt = await r.text();
console.log('fetch cold', performance.now() - t, txt.length);
t = performance.now();
r = await fetch(url + 'api/studies/big/view');
txt = await r.text();
console.log('fetch warm', performance.now() - t);
t = performance.now();
const v = JSON.parse(txt);
console.log('parse', performance.now() - t);
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const p = await b.newPage({ viewport: { width: 1440, height: 900 } });
p.on('pageerror', (e) => console.log('ERR', e.message));
t = performance.now();
await p.goto(url);
await p.waitForSelector('.results tbody tr');
console.log('table', performance.now() - t);
const c = await p.context().newCDPSession(p);
await c.send('Profiler.enable');
await c.send('Profiler.start');
const acts = {
  sort: () => p.click('.results .column-effect button'),
  filter: () => p.type('input[type=search]', '1'),
  trial: async () => {
    await p.click('.results tbody tr:nth-child(3) a');
    await p.waitForSelector('.diff');
  },
  back: async () => {
    await p.goBack();
    await p.waitForSelector('.results tbody tr');
  },
  runs: async () => {
    await p.click('.tabs a:nth-child(2)');
    await p.waitForSelector('.runs tbody tr');
  },
};
for (const [n, a] of Object.entries(acts))
  console.log(n, await responseMs(p, a), n === 'sort' ? await responseMs(p, a) : '');
const { profile } = await c.send('Profiler.stop');
const self = new Map();
const byId = new Map(profile.nodes.map((n) => [n.id, n]));
profile.samples.forEach((s, i) => {
  const n = byId.get(s).callFrame;
  const k = n.functionName + ':' + n.lineNumber + ':' + n.columnNumber;
  self.set(k, (self.get(k) ?? 0) + profile.timeDeltas[i]);
});
console.log(
  [...self]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 14)
    .map(([k, v]) => (v / 1000).toFixed(0) + ' ' + k)
    .join('\n'),
);
await b.close();
