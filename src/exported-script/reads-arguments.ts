import { importedModules } from '../source/imported-modules.js';
import { ARGUMENT_PARSERS } from './argument-parsers.js';
import type { ExportedStudy } from './exported-study.js';

/** Names that read it wherever they come from. */
const READS_ARGUMENTS = /\b(?:argv|\w+ArgumentParser|LightningCLI)\b/u;

/** Whether the script may make something of `--help`; one that looks at no argument would train instead. */
export function readsArguments({ subject }: ExportedStudy): boolean {
  return [...subject.project.pythonFiles.values()].some(
    (file) =>
      READS_ARGUMENTS.test(file.text) ||
      importedModules(file).some(({ module }) => ARGUMENT_PARSERS.includes(module.split('.')[0] ?? '')),
  );
}
