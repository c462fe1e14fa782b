import type { ExportNames } from './export-names.js';
import type { ExportedRun } from './exported-run.js';
import type { ExportedTable } from './exported-table.js';

/** One row per exported run, with what entered the tables. */
export function runsTable(runs: readonly ExportedRun[], names: ExportNames): ExportedTable {
  const shown = [...names.reported.map(names.result), names.duration];
  return {
    name: 'runs',
    columns: ['run', 'trial', 'seed_index', 'state', 'failure', ...shown],
    rows: runs.map(({ name, group, parameters, tags, failure, values }) => [
      name,
      group,
      parameters.seed_index ?? null,
      tags.state ?? null,
      failure ?? null,
      ...shown.map((column) => values.find((value) => value.name === column)?.value ?? null),
    ]),
  };
}
