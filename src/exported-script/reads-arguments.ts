import { importedModules } from '../source/imported-modules.js';
import type { ExportedStudy } from './exported-study.js';

/** Modules that read the command line. */
const ARGUMENT_PARSERS = new Set([
  ...[
    'argparse',
    'optparse',
    'getopt',
    'absl',
    'chz',
    'click',
    'cyclopts',
    'docopt',
    'draccus',
    'fire',
    'gin',
    'hydra',
  ],
  ...['jsonargparse', 'plac', 'pyrallis', 'simple_parsing', 'tap', 'typer', 'tyro'],
]);

/** Names that read it wherever they come from. */
const READS_ARGUMENTS = /\b(?:argv|\w+ArgumentParser|LightningCLI)\b/u;

/** Whether the script may make something of `--help`; one that looks at no argument would train instead. */
export function readsArguments({ subject }: ExportedStudy): boolean {
  return [...subject.project.pythonFiles.values()].some(
    (file) =>
      READS_ARGUMENTS.test(file.text) ||
      importedModules(file).some(({ module }) => ARGUMENT_PARSERS.has(module.split('.')[0] ?? '')),
  );
}
