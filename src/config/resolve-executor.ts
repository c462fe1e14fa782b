import { splitCommandLine } from '../core/split-command-line.js';
import type { Attendance, ExecutorSettings, SlurmSettings } from '../core/slurm-settings.js';
import { UserError } from '../core/user-error.js';
import type { ExecutorFlags } from './executor-flags.js';
import type { StudyFile } from './study-file.js';
import type { StudyFlags } from './study-flags.js';

/** Options of sbatch that the study decides itself, each with what to say instead. */
const OURS: readonly { readonly long: string; readonly short?: string; readonly why: string }[] = [
  { long: 'array', short: 'a', why: 'the study makes its own array; --jobs N says how many runs go at a time' },
  { long: 'output', short: 'o', why: 'logs lie in the folders of the runs' },
  { long: 'error', short: 'e', why: 'logs lie in the folders of the runs' },
  { long: 'job-name', short: 'J', why: 'jobs are found again by it' },
  { long: 'chdir', short: 'D', why: 'runs start in their own copies' },
  { long: 'requeue', why: 'what is lost is submitted anew' },
  { long: 'wait', short: 'W', why: 'the study waits by itself' },
  { long: 'wrap', why: 'the study says what runs' },
  { long: 'parsable', why: 'the study reads the number of its jobs' },
  { long: 'test-only', why: '`ablationmage plan` shows what would run' },
  { long: 'clusters', short: 'M', why: 'a study has one cluster; set SLURM_CLUSTERS for another one' },
  { long: 'help', short: 'h', why: 'it submits nothing' },
  { long: 'version', short: 'V', why: 'it submits nothing' },
];

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
    ...(memory === undefined ? {} : { memory: String(memory) }),
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
  if (/^0+$/.test(text)) throw new UserError('--time 0: a run needs some time.');
  if (/^\d+(?::\d{1,2}){0,2}$|^\d+-\d{1,2}(?::\d{1,2}){0,2}$/.test(text)) return text;
  throw new UserError(`--time ${text}: say how long one run may take: 90m, 2h, 1d, or 1-12:00:00 as sbatch does.`);
}

function sbatchWords(text: string): readonly string[] {
  const words = splitCommandLine(text);
  if (words === undefined) throw new UserError(`--sbatch ${text}: a quote is not closed.`);
  if (words[0]?.startsWith('-') === false) {
    throw new UserError(`--sbatch ${text}: options of sbatch begin with a dash, as in --sbatch '--qos=long'.`);
  }
  for (const word of words) {
    const why = OURS.find((option) => isOption(word, option))?.why;
    if (why !== undefined) throw new UserError(`--sbatch ${text}: ${word} cannot be chosen: ${why}.`);
  }
  return words;
}

/** As getopt reads it: `-a1-3`, and `--arr=1-3` as long as it can mean nothing else, which is for sbatch to say. */
function isOption(word: string, { long, short }: (typeof OURS)[number]): boolean {
  const name = /^--([^=]+)/.exec(word)?.[1];
  if (name !== undefined) return name.length >= SHORTEST_PREFIX ? long.startsWith(name) : long === name;
  return short !== undefined && word.startsWith(`-${short}`);
}

/** `--a` could be the account as well. */
const SHORTEST_PREFIX = 2;
