import { splitCommandLine } from '../core/split-command-line.js';
import type { Attendance, ExecutorSettings, SlurmSettings } from '../core/slurm-settings.js';
import { UserError } from '../core/user-error.js';
import type { ExecutorFlags } from './executor-flags.js';
import type { StudyFile } from './study-file.js';
import type { StudyFlags } from './study-flags.js';

/** Options of sbatch that the study decides itself, each with what to say instead. */
const OURS: ReadonlyMap<string, string> = new Map([
  ['--array', 'the study makes its own array; --jobs N says how many runs go at a time'],
  ['-a', 'the study makes its own array; --jobs N says how many runs go at a time'],
  ['--output', 'logs lie in the folders of the runs'],
  ['-o', 'logs lie in the folders of the runs'],
  ['--error', 'logs lie in the folders of the runs'],
  ['-e', 'logs lie in the folders of the runs'],
  ['--job-name', 'jobs are found again by it'],
  ['-J', 'jobs are found again by it'],
  ['--chdir', 'runs start in their own copies'],
  ['-D', 'runs start in their own copies'],
  ['--requeue', 'what is lost is submitted anew'],
  ['--wait', 'the study waits by itself'],
  ['-W', 'the study waits by itself'],
  ['--wrap', 'the study says what runs'],
  ['--parsable', 'the study reads the number of its jobs'],
  ['--test-only', '`ablationmage plan` shows what would run'],
]);

/** Flags over `ablation.yaml`. Throws UserErrors. */
export function resolveExecutor(flags: StudyFlags, file: StudyFile): ExecutorSettings {
  const kind = flags.executor ?? file.executor ?? 'local';
  if (kind !== 'local' && kind !== 'slurm') throw new UserError(`--executor ${kind}: say local or slurm.`);
  if (kind === 'local') {
    const idle = idleFlag(flags);
    if (idle !== undefined) throw new UserError(`${idle} is for clusters: say --executor slurm with it.`);
    return { kind };
  }
  return { kind, slurm: resolveSlurm(flags, file.slurm ?? {}), attendance: attendanceOf(flags) };
}

function idleFlag(flags: ExecutorFlags): string | undefined {
  const given: readonly (readonly [string, unknown])[] = [
    ['--partition', flags.partition],
    ['--account', flags.account],
    ['--time', flags.time],
    ['--mem', flags.mem],
    ['--gres', flags.gres],
    ['--cpus-per-task', flags.cpusPerTask],
    ['--sbatch', flags.sbatch],
    ['--detach', flags.detach],
    ['--controller-job', flags.controllerJob],
  ];
  return given.find(([, value]) => value !== undefined)?.[0];
}

function attendanceOf({ detach, controllerJob }: ExecutorFlags): Attendance {
  if (controllerJob === true) return 'by-controlling-job';
  return detach === true ? 'until-submitted' : 'to-the-end';
}

function resolveSlurm(flags: ExecutorFlags, file: NonNullable<StudyFile['slurm']>): SlurmSettings {
  const partition = flags.partition ?? file.partition;
  const account = flags.account ?? file.account;
  const time = flags.time ?? file.time;
  const memory = flags.mem ?? file.mem;
  const gres = flags.gres ?? file.gres;
  const cpusPerTask = flags.cpusPerTask === undefined ? file['cpus-per-task'] : cpus(flags.cpusPerTask);
  return {
    ...(partition === undefined ? {} : { partition }),
    ...(account === undefined ? {} : { account }),
    ...(time === undefined ? {} : { time: slurmTime(String(time)) }),
    ...(memory === undefined ? {} : { memory }),
    ...(gres === undefined ? {} : { gres }),
    ...(cpusPerTask === undefined ? {} : { cpusPerTask }),
    sbatch: (flags.sbatch ?? file.sbatch ?? []).flatMap(sbatchWords),
  };
}

function cpus(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1) return count;
  throw new UserError(`--cpus-per-task ${text}: a whole number from 1 on is needed.`);
}

const MINUTES = { s: 1 / 60, m: 1, h: 60, d: 24 * 60 };

/** `2h` as everywhere here, or `2:00:00`, `1-12`, `90` (minutes) as sbatch has it. */
function slurmTime(text: string): string {
  const [, count, unit] = /^(\d+(?:\.\d+)?)([smhd])$/.exec(text) ?? [];
  if (count !== undefined && unit !== undefined) {
    return String(Math.max(1, Math.ceil(Number(count) * MINUTES[unit as keyof typeof MINUTES])));
  }
  if (/^\d+(?::\d{1,2}){0,2}$|^\d+-\d{1,2}(?::\d{1,2}){0,2}$/.test(text)) return text;
  throw new UserError(`--time ${text}: say how long one run may take: 90m, 2h, 1d, or 1-12:00:00 as sbatch does.`);
}

function sbatchWords(text: string): readonly string[] {
  const words = splitCommandLine(text);
  if (words === undefined) throw new UserError(`--sbatch ${text}: a quote is not closed.`);
  for (const word of words) {
    const [name = ''] = word.split('=');
    const why = OURS.get(name);
    if (why !== undefined) throw new UserError(`--sbatch ${text}: ${name} cannot be chosen: ${why}.`);
  }
  return words;
}
