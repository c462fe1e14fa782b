import { quoteCommandLine } from '../core/quote-command-line.js';
import { TOOL_VERSION } from '../core/tool-version.js';
import { optionPrefix } from './option-prefix.js';
import type { ExportedStudy } from './exported-study.js';

/** `run.sh` and `Makefile` with every command of the artefact, for who has neither this tool nor Node. */
export function companionFiles(study: ExportedStudy, fileName: string): ReadonlyMap<string, string> {
  const option = `--${optionPrefix(study)}`;
  const python = '"${PYTHON:-python3}"';
  const script = quoteCommandLine([fileName]);
  const trials = study.trials.map(({ trial }) => trial.id);
  const one = (trial: string): string => `${script} ${option}trial ${quoteCommandLine([trial])}`;
  const shell = [
    '#!/usr/bin/env bash',
    `# Made by AblationMage ${TOOL_VERSION}.`,
    `# The ablation study of ${study.subject.project.script}, without anything but Python and its libraries:`,
    '#   bash run.sh         every training, then table, plot, PDF and JSON',
    '#   bash run.sh TRIAL   one training; further words are arguments of the script',
    'set -euo pipefail',
    'cd "$(dirname "$0")"',
    'if [ "$#" -eq 0 ]; then',
    `  exec ${python} ${script} ${option}all`,
    'fi',
    'trial=$1',
    'shift',
    `exec ${python} ${script} ${option}trial "$trial" "$@"`,
    '',
  ];
  const targets = targetNames(trials);
  const makefile = [
    `# Made by AblationMage ${TOOL_VERSION}. The ablation study of ${study.subject.project.script}.`,
    '# make all: every training, then table, plot, PDF and JSON. make list: the trials. make NAME: one of them.',
    'PYTHON ?= python3',
    '',
    `.PHONY: all list ${[...targets.values()].join(' ')}`,
    '',
    `all:\n\t$(PYTHON) ${script} ${option}all\n`,
    `list:\n\t$(PYTHON) ${script} ${option}list\n`,
    ...trials.map((trial) => `${targets.get(trial) ?? ''}:\n\t$(PYTHON) ${one(trial)}\n`),
  ];
  return new Map([
    ['run.sh', shell.join('\n')],
    ['Makefile', makefile.join('\n')],
  ]);
}

/** By trial; no two are the same, and none is one of the others of the Makefile. */
function targetNames(trials: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set(['all', 'list']);
  const named = new Map<string, string>();
  for (const trial of trials) {
    const plain = trial.replaceAll(/[^\w.-]/gu, '-');
    let name = plain;
    for (let number = 2; taken.has(name); number++) name = `${plain}-${number}`;
    taken.add(name);
    named.set(trial, name);
  }
  return named;
}
