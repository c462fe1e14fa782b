import { access, constants } from 'node:fs/promises';
import type { StudyFlags } from '../../config/study-flags.js';
import { TOOL_VERSION } from '../../core/tool-version.js';
import { UserError } from '../../core/user-error.js';
import { describeMachine } from '../../execution/describe-machine.js';
import { findInterpreter } from '../../execution/interpreter/find-interpreter.js';
import type { Examination } from '../examination.js';
import { examineModel } from '../examine-model.js';
import { EXIT_CODES } from '../exit-codes.js';
import { loadSettings } from '../load-settings.js';
import { coloursFor } from '../terminal/colours.js';
import { describeSeedStrategy } from '../../source/seeds/describe-seed-strategy.js';
import { readSubject } from '../../study/read-subject.js';

/** `ablationmage doctor`: what a study would find on this machine; exit code 2 where it could not run. */
export async function doctorCommand(
  script: string | undefined,
  flags: StudyFlags & { readonly json?: true },
): Promise<void> {
  const examinations = [
    ...(await examineMachine()),
    ...(await examineScript(script, flags)),
    ...(await examineModel(flags)),
  ];
  if (flags.json === true) {
    process.stdout.write(`${JSON.stringify(examinations, undefined, 2)}\n`);
  } else {
    const colours = coloursFor(process.stdout, process.env);
    const signs = { good: colours.green('✓'), bad: colours.red('✗'), note: colours.yellow('!') };
    const width = Math.max(...examinations.map(({ what }) => what.length));
    for (const { what, state, finding } of examinations) {
      process.stdout.write(`${signs[state]} ${what.padEnd(width)}  ${finding}\n`);
    }
  }
  if (examinations.some(({ state }) => state === 'bad')) process.exitCode = EXIT_CODES.couldNotRun;
}

async function examineMachine(): Promise<Examination[]> {
  const machine = await describeMachine(process.env);
  const writable = await access(process.cwd(), constants.W_OK).then(
    () => true,
    () => false,
  );
  const memory = `${(machine.memoryBytes / 1024 ** 3).toFixed(0)} GiB`;
  return [
    { what: 'AblationMage', state: 'good', finding: `${TOOL_VERSION}, Node ${process.versions.node}` },
    { what: 'Machine', state: 'good', finding: `${machine.processor}, ${machine.cores} cores, ${memory}` },
    { what: 'System', state: 'good', finding: machine.operatingSystem },
    machine.gpus.length === 0
      ? { what: 'GPU', state: 'note', finding: 'none found with nvidia-smi; runs use the CPU' }
      : { what: 'GPU', state: 'good', finding: machine.gpus.map((gpu) => gpu.name).join(', ') },
    writable
      ? { what: 'This folder', state: 'good', finding: 'can be written; studies go to ./ablationmage_outputs' }
      : { what: 'This folder', state: 'bad', finding: 'cannot be written: say --out DIR for the study’s folder' },
  ];
}

async function examineScript(script: string | undefined, flags: StudyFlags): Promise<Examination[]> {
  if (script === undefined && flags.script === undefined && flags.afterDashes.length === 0) return examinePython(flags);
  try {
    const subject = await readSubject(await loadSettings(script, flags));
    const { interpreter, project, components, seedStrategy } = subject;
    const packages = Object.entries(interpreter.packages).map(([name, version]) => `${name} ${version}`);
    return [
      { what: 'Python', state: 'good', finding: `${interpreter.path} ${interpreter.version} (${interpreter.reason})` },
      {
        what: 'Packages',
        state: 'good',
        finding: packages.length === 0 ? 'standard library only' : packages.join(', '),
      },
      { what: 'Project', state: 'good', finding: `${project.root}, ${project.pythonFiles.size} local Python files` },
      { what: 'Components', state: 'good', finding: components.map((component) => component.id).join(', ') },
      { what: 'Seeds', state: 'good', finding: describeSeedStrategy(seedStrategy).how },
    ];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const places = error.diagnostics.map(
      ({ message, place }) => `${place?.file ?? ''}:${place?.line ?? ''} ${message}`,
    );
    return [{ what: 'Script', state: 'bad', finding: [error.message, ...places].join(' ') }];
  }
}

/** Without a script any Python will do. */
async function examinePython(flags: StudyFlags): Promise<Examination[]> {
  const found = await findInterpreter({
    ...(flags.python === undefined ? {} : { explicit: flags.python }),
    projectRoot: process.cwd(),
    script: process.cwd(),
    externalImports: [],
    environment: process.env,
  });
  return found.ok
    ? [{ what: 'Python', state: 'good', finding: `${found.value.path} ${found.value.version}` }]
    : [{ what: 'Python', state: 'bad', finding: found.failure.message }];
}
