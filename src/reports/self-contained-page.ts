import { createHash } from 'node:crypto';
import type { ReportDocument } from '../core/study-view.js';
import type { ViewerAssets } from './viewer-assets.js';

/**
 * A page that needs nothing but itself: script, style and data stand in it, and its own policy lets it load nothing
 * else from anywhere.
 */
export function selfContainedPage(assets: ViewerAssets, document: ReportDocument): string {
  const script = assets.script.replaceAll(/<(?=\/script|!--)/gi, '\\x3C');
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(assets.style)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  // Only characters of markup: what is read back is the same JSON.
  const data = JSON.stringify(document).replaceAll('<', '\\u003C');
  const title = escaped(`${document.report.study.name} · AblationMage`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(assets.icon)}">
<style>${assets.style}</style>
</head>
<body>
<div id="app"></div>
<noscript>This report needs JavaScript. Without it: report.md beside it, or \`ablationmage report\`.</noscript>
<script type="application/json" id="report-data">${data}</script>
<script>${script}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
