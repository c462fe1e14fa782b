import pc from 'picocolors';
import { test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { renderTerminalTable } from '../../../../src/reports/formats/terminal-table.js';
import { reportFormats } from '../../../../src/reports/index.js';
import { sampleReport } from '../sample-report.js';
test('show', () => {
  process.stdout.write('\n' + renderTerminalTable(sampleReport, pc.createColors(false), 80));
  for (const f of reportFormats) writeFileSync('/tmp/out-' + f.fileName, f.render(sampleReport));
});
