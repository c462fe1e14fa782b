import type { Report } from '../../core/report.js';

/** What a run was made with, as trackers list it. */
export type Parameters = Readonly<Record<string, string | number>>;

/** What all runs of a study share. */
export function studyParameters({ study }: Report): Parameters {
  const { pythonVersion, packages, processor, gpus } = study.environment;
  return {
    study: study.name,
    script: study.script,
    command: study.command,
    tool_version: study.toolVersion,
    python_version: pythonVersion,
    ...Object.fromEntries(Object.entries(packages).map(([name, version]) => [`package.${name}`, version])),
    processor,
    ...(gpus.length === 0 ? {} : { gpus: gpus.join(', ') }),
  };
}
