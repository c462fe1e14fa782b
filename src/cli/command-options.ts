import { Option, type Command } from 'commander';
import { API_NAMES } from '../core/model-settings.js';
import type { StudyFlags } from '../config/study-flags.js';

/** `run` with all its options. */
export function addRunCommand(
  program: Command,
  action: (script: string | undefined, flags: StudyFlags) => void | Promise<void>,
): void {
  withRunOptions(withExecutorOptions(withModelOptions(withStudyOptions(program.command('run')))))
    .description('remove each marked part in turn, train baseline and variants over several seeds, print the table')
    .option('--yes', 'take the trials that a model reads out of hints without asking')
    .action(action);
}

/** Which study's folder. */
export function withStudyFolder(command: Command): Command {
  return command
    .option('--name <study>', 'the study; default: the only one, or the latest, in ablationmage_outputs/')
    .option('--out <dir>', 'the study’s folder itself');
}

/** What says which script, which marks and how it is started. */
export function withSubjectOptions(command: Command): Command {
  return command
    .argument('[script]', 'the marked training script; arguments for it stand behind --')
    .usage('[options] [script] [-- script arguments | -- whole command]')
    .option('--script <file>', 'the marked script, where the command behind -- does not name it')
    .option('--config <file>', 'study file; default: ablation.yaml here, beside the script, or in the project')
    .option('--project <dir>', 'root of the project; default: git root, pyproject.toml or the script’s folder')
    .option('--python <path>', 'interpreter; default: the first one found that has the script’s imports')
    .option('--only <component>', 'only this component: id, group or FILE:LINE; repeatable', collect)
    .option('--skip <component>', 'not this component; repeatable', collect);
}

/** All that a plan depends on. */
export function withStudyOptions(command: Command): Command {
  return withSubjectOptions(command)
    .option('--seeds <n>', 'number of seeds (5 by default), or indices: 0,1,7')
    .option('--resample-splits', 'also vary the seeds of data splits')
    .option('--aa', 'also run the baseline at as many other seeds and compare it with itself (A/A)')
    .option('--jobs <n>', 'runs at the same time; default: one per core, or per free GPU')
    .option('--threads <n>', 'threads per run, the same for all; default: 1 without a GPU')
    .option('--gpus-per-run <n>', 'GPUs each run gets')
    .option('--timeout <time>', 'time limit of a run: 90s, 30m, 2h')
    .option('--memory <size>', 'memory limit of a run: 500M, 4G')
    .option(
      '--metric <name>',
      'metric of the table, or NAME=/regular expression/; repeat for exploratory ones',
      collect,
    )
    .option('--select <how>', '"last" (default), or "best:NAME": the value at the epoch where NAME is best')
    .option('--direction <which>', 'which is better: "higher" or "lower"')
    .option('--margin <delta>', 'differences within ± this much count as equivalent')
    .option('--inputs <path>', 'an output or checkpoint the script needs as input; repeatable', collect)
    .option('--name <study>', 'name of the study; default: the script’s')
    .option('--out <dir>', 'the study’s folder; default: ablationmage_outputs/NAME');
}

/** What a whole script is written from. */
export function withDocuments(command: Command): Command {
  return command.option('-d, --docs <path>', 'a document, or a folder of documents; repeatable', collect);
}

/** Which model is asked, and what it may cost. */
export function withModelOptions(command: Command, role = 'who writes variants no rule is sure of'): Command {
  return command
    .option('-a, --api <provider>', `${role}: ${[...API_NAMES, 'command', 'manual', 'replay'].join(', ')}`)
    .option('-m, --model <name>', 'the model, as the provider calls it')
    .option('--base-url <url>', 'address of an openai-compatible server or a gateway')
    .option(
      '--command <program>',
      'a program instead: claude, codex, gemini, or any that reads a prompt and prints a reply',
    )
    .option('--pass-api-keys', 'let that program see the API keys of your environment')
    .option('--replay <dir>', 'the recorded replies of this study folder instead of a model')
    .option('--env-file <file>', 'NAME=value lines with the key of the API')
    .option('--edit-format <how>', 'auto (default), blocks, or whole: whole files, for small models')
    .option('--max-cost <usd>', 'what models may cost in this study; default: 2, 0: no limit')
    .option('--max-tokens <n>', 'tokens, in and out, that models may use in this study');
}

/** What only matters when something runs. */
export function withRunOptions(command: Command): Command {
  return command
    .option('--keep <which>', 'working copies that stay: none (default), failed, all')
    .option('--work-dir <dir>', 'where working copies are made; default: the temporary folder (of the node)')
    .option('--keep-results', 'count finished runs although their sources changed since')
    .option('--rerun', 'run them again instead')
    .option('--retry-failed', 'run failed runs again')
    .option('--sandbox <level>', 'auto (default: where a model writes variants), bwrap or none')
    .option('--allow-network', 'let sandboxed runs use the network')
    .option('--pass-env <name>', 'a variable with a token that sandboxed runs get all the same; repeatable', collect)
    .option('--cache <dir>', 'a folder that sandboxed runs may write to: a download cache; repeatable', collect)
    .option(
      '--no-fork-server',
      'start every run as a process of its own; default: fork where that was seen to be equal',
    )
    .option('--fork-server', 'fork on GPUs too, where that is equal')
    .option('--detach', 'with Slurm: leave when the runs are in the queue; `resume` picks them up')
    .option('--controller-job', 'with Slurm: leave then too, and let a small job see them through')
    .option('--strict', 'do not run variants with a suspicious verdict either')
    .option('--accept <trial>', 'run it whatever its verdict, as a decision of yours; repeatable', collect)
    .option('-q, --quiet', 'no progress')
    .addOption(new Option('--json', 'events as JSON lines on stdout, the table on stderr').conflicts('quiet'));
}

/** Where runs execute. */
export function withExecutorOptions(command: Command): Command {
  return command
    .option('--executor <where>', 'local (default), or slurm: every run a job of the cluster')
    .option('--partition <name>', 'of Slurm, like the options below')
    .option('--account <name>', 'whom Slurm charges')
    .option('--time <time>', 'how long one run may take: 90m, 2h, 1-12:00:00')
    .option('--mem <size>', 'memory of a job: 8G')
    .option('--gres <list>', 'what else a job needs: gpu:1')
    .option('--cpus-per-task <n>', 'cores of a job, and threads of its run')
    .option('--sbatch <options>', 'further options for sbatch, as they are; repeatable', collect);
}

/** Of an option that may stand several times. */
export function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}
