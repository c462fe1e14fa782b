import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { selfContainedPage } from '../../../src/reports/self-contained-page.js';
import { sampleReport } from '../reports/sample-report.js';

const assets = { page: '', script: 'const a = "</script><!-- x";', style: 'a { color: red }', icon: '<svg/>' };

test('script, style and data cannot end what they stand in, and the policy knows just them', () => {
  const report = { ...sampleReport, warnings: ['</script><b>'], study: { ...sampleReport.study, name: 'a<b>&' } };
  const page = selfContainedPage(assets, { report, figures: [] });
  expect(page).toContain('<title>a&lt;b>&amp; · AblationMage</title>');
  expect(page.match(/<\/script>/g)).toHaveLength(2);
  expect(page).not.toContain('<!--');
  const [, script = ''] = /<script>([^]*)<\/script>\n<\/body>/.exec(page) ?? [];
  expect(script).toBe('const a = "\\x3C/script>\\x3C!-- x";');
  for (const text of [script, assets.style]) {
    expect(page).toContain(`sha256-${createHash('sha256').update(text).digest('base64')}`);
  }
  const [, data = ''] = /id="report-data">([^]*?)<\/script>/.exec(page) ?? [];
  expect(JSON.parse(data)).toEqual({ report, figures: [] });
});
