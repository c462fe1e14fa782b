import { resolveMetrics } from '../../config/resolve-settings.js';
import { reportStudy } from '../../report-study.js';
import { renderTerminalTable } from '../../reports/formats/terminal-table.js';
import { json } from '../../reports/formats/json.js';
import { findStudyDirectory } from '../find-study.js';
import type { ReportFlags } from '../program.js';
import { coloursFor } from '../terminal/colours.js';

/** `ablationmage report`: the table again, and every file, from what the study's folder holds. */
export async function reportCommand(flags: ReportFlags): Promise<void> {
  const directory = await findStudyDirectory(flags);
  const asksForMetrics = flags.metric ?? flags.select ?? flags.direction;
  const report = await reportStudy(directory, asksForMetrics === undefined ? undefined : resolveMetrics(flags, {}));
  if (flags.json === true) {
    process.stdout.write(json.render(report));
    return;
  }
  process.stdout.write(renderTerminalTable(report, coloursFor(process.stdout, process.env), process.stdout.columns));
}
