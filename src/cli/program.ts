import { Command, Option } from 'commander';
import { API_NAMES } from '../core/model-settings.js';
import type { StudyFlags } from '../config/study-flags.js';
import { TOOL_VERSION } from '../core/tool-version.js';
import type { FollowupCallFlags } from './commands/followup-call.js';
import type { WholeScriptFlags } from './whole-script-call.js';
import type { CheckFlags } from './commands/check.js';
import type { ReplyFlags } from './commands/reply.js';
import { EXIT_CODES } from './exit-codes.js';
import { REPORT_HELP } from './report-help.js';
import type { ReportFlags, StudyFolderFlags } from './study-folder-flags.js';

const EXAMPLES = `
Examples:
  $ ablationmage run train.py                        remove each marked part in turn, 5 seeds, print the table
  $ ablationmage run train.py -- --epochs 5          with arguments for the script
  $ ablationmage run -- torchrun --nproc_per_node 2 train.py
  $ ablationmage plan train.py                       what would run: trials, diffs, time
  $ ablationmage components train.py                 what is marked, and which rule would act
  $ ablationmage report --metric val_acc             the same runs, another metric

Mark a part with a comment at the end of its line:
  self.conv2 = nn.Conv2d(32, 32, 3, padding=1)  #ABLATABLE_COMPONENT

Exit codes: 0 done, 1 done with failed trials, 2 could not run, 130 interrupted; of check: see check --help.
Documentation: docs/ in the package, README.md first.`;

const OPTIONS_OF_THE_SCRIPT =
  'Options of the script itself go behind --, for example: ablationmage run train.py -- --epochs 5\n';

const CHECK_HELP = `
Examples:
  $ ablationmage check . ../without-conv2 --component conv2
  $ ablationmage check base variant --component train.py:31 -- --epochs 1

Exit codes: 0 faithful, 1 rejected, 3 suspicious or unchecked, 2 could not check, 130 interrupted.`;

const WHOLE_SCRIPT_HELP = `
Examples:
  $ ablationmage first-call -a anthropic -m MODEL -d train.py
  $ python ablation_code.py 2> error_output.txt
  $ ablationmage followup-call -a anthropic -m MODEL -o error_output.txt -d ablation_code.py

The model writes the whole script, its statistics and its plots; nothing of it is checked. For a table with proof use run.`;

/** The command line. Commands are imported when they are called, so that help costs nothing. */
export function createProgram(afterDashes: readonly string[]): Command {
  const program = new Command('ablationmage')
    .description('From a marked training script to the paper’s ablation table, in one command.')
    .version(TOOL_VERSION, '-V, --version')
    .helpOption('-h, --help', 'show help')
    .addHelpText('after', EXAMPLES)
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: false })
    .exitOverride((error) => {
      if (error.code === 'commander.unknownOption') process.stderr.write(OPTIONS_OF_THE_SCRIPT);
      process.exit(error.exitCode === 0 ? EXIT_CODES.done : EXIT_CODES.couldNotRun);
    });

  withRunOptions(withModelOptions(withStudyOptions(program.command('run'))))
    .description('remove each marked part in turn, train baseline and variants over several seeds, print the table')
    .option('--yes', 'take the trials that a model reads out of hints without asking')
    .action(async (script: string | undefined, flags: StudyFlags) => {
      const { runCommand } = await import('./commands/run.js');
      await runCommand(script, { ...flags, afterDashes });
    });

  withModelOptions(withStudyOptions(program.command('plan')))
    .description('show what would run: trials with their diffs, runs, disk and expected time')
    .option('--json', 'as JSON')
    .action(async (script: string | undefined, flags: StudyFlags) => {
      const { planCommand } = await import('./commands/plan.js');
      await planCommand(script, { ...flags, afterDashes });
    });

  withSubjectOptions(program.command('components'))
    .description('list what is marked, and which rule would act or why it abstains')
    .option('--json', 'as JSON')
    .action(async (script: string | undefined, flags: StudyFlags) => {
      const { componentsCommand } = await import('./commands/components.js');
      await componentsCommand(script, { ...flags, afterDashes });
    });

  withModelOptions(
    program
      .command('prompt')
      .argument('<component>', 'id or group of the component, or FILE:LINE')
      .argument('[script]', 'the marked training script')
      .option('--config <file>', 'study file; default: ablation.yaml here, beside the script, or in the project')
      .option('--project <dir>', 'root of the project')
      .option('--python <path>', 'interpreter; default: the first one found that has the script’s imports')
      .option('--name <study>', 'name of the study; default: the script’s')
      .option('--out <dir>', 'the study’s folder; default: ablationmage_outputs/NAME'),
  )
    .description('print what a model is asked for the variant of a component; asks nobody')
    .action(async (component: string, script: string | undefined, flags: StudyFlags) => {
      const { promptCommand } = await import('./commands/prompt.js');
      await promptCommand(component, script, { ...flags, afterDashes });
    });

  program
    .command('check')
    .argument('<base>', 'the project folder with the marks')
    .argument('<variant>', 'the folder that should be the same without one component')
    .usage('[options] <base> <variant> [-- script arguments]')
    .description('judge whether one project folder is another without a component, and nothing else')
    .requiredOption('--component <which>', 'id or group of the component, or FILE:LINE of its mark in BASE')
    .option('--script <file>', 'the script, relative to the folders; default: the only one, or train.py')
    .option('--static', 'by the sources alone; nothing is run')
    .option('--python <path>', 'interpreter; default: the first one found that has the script’s imports')
    .option('--timeout <time>', 'for the first steps of BASE; default: 10m')
    .option('--json', 'the verdict as JSON')
    .addHelpText('after', CHECK_HELP)
    .action(async (base: string, variant: string, flags: Omit<CheckFlags, 'afterDashes'>) => {
      const { checkCommand } = await import('./commands/check.js');
      await checkCommand(base, variant, { ...flags, afterDashes });
    });

  withStudyFolder(program.command('diff'))
    .argument('[trial]', 'id of a trial; default: all')
    .description('show what a variant changes')
    .action(async (trial: string | undefined, flags: StudyFolderFlags) => {
      const { diffCommand } = await import('./commands/diff.js');
      await diffCommand(trial, flags);
    });

  withStudyFolder(program.command('reply'))
    .argument('[name]', 'which prompt, by the name of its folder; default: the only one that waits')
    .description('hand what a web chat answered to a study with --api manual that waits for it')
    .option('--clipboard', 'what is on the clipboard; default: stdin, piped or pasted')
    .action(async (name: string | undefined, flags: ReplyFlags) => {
      const { replyCommand } = await import('./commands/reply.js');
      await replyCommand(name, flags);
    });

  withModelOptions(
    withStudyFolder(program.command('report'))
      .description('make the table and all files again from the study’s folder, without running anything')
      .option(
        '--metric <name>',
        'metric of the table, or NAME=/regular expression/; repeat for exploratory ones',
        collect,
      )
      .option('--select <how>', '"last" (default), or "best:NAME"')
      .option('--direction <which>', 'which is better: "higher" or "lower"')
      .option('--format <names>', 'only these files: names with commas, or all; repeatable (see below)', collect)
      .option('--output <dir>', 'where the files go; default: the study’s folder')
      .option('--from <file>', 'a report.json, where there is no study’s folder')
      .option('--commentary', 'ask a model to comment on the findings; its numbers are checked')
      .option('--json', 'print report.json instead of the table'),
    'who writes the commentary',
  )
    .addHelpText('after', REPORT_HELP)
    .action(async (flags: ReportFlags) => {
      const { reportCommand } = await import('./commands/report.js');
      await reportCommand(flags);
    });

  program
    .command('init')
    .argument('<script>', 'the training script')
    .description('look at a script and write a commented ablation.yaml beside it')
    .option('--force', 'replace an existing ablation.yaml')
    .action(async (script: string, flags: { readonly force?: true }) => {
      const { initCommand } = await import('./commands/init.js');
      await initCommand(script, flags.force === true ? 'replace' : 'refuse');
    });

  withModelOptions(withSubjectOptions(program.command('doctor')))
    .description('check this machine, a script when one is named, and with --api the model, by one short call')
    .option('--json', 'as JSON')
    .action(async (script: string | undefined, flags: StudyFlags) => {
      const { doctorCommand } = await import('./commands/doctor.js');
      await doctorCommand(script, { ...flags, afterDashes });
    });

  withModelOptions(withDocuments(program.command('first-call')))
    .argument('[chat-template]', 'a folder or Hugging Face repository whose chat template renders the conversation')
    .description(
      'ask a model for one script that runs the baseline and every ablation, as the original AblationMage did',
    )
    .addHelpText('after', WHOLE_SCRIPT_HELP)
    .action(async (template: string | undefined, flags: WholeScriptFlags) => {
      const { firstCallCommand } = await import('./commands/first-call.js');
      await firstCallCommand(template, flags);
    });

  withModelOptions(withDocuments(program.command('followup-call')))
    .argument('[words...]', 'the chat template and, where -o does not name it, the file with what the script printed')
    .option('-o, --output <file>', 'what the script printed: its error or its results')
    .usage('[options] [chat-template] [output-file]')
    .description('send the script of first-call back with what it printed')
    .addHelpText('after', WHOLE_SCRIPT_HELP)
    .action(async (words: readonly string[], flags: FollowupCallFlags) => {
      const { followupCallCommand } = await import('./commands/followup-call.js');
      await followupCallCommand(words, flags);
    });

  program
    .command('completion')
    .argument('<shell>', 'bash, zsh or fish')
    .description('print a completion script: source <(ablationmage completion bash)')
    .action(async (shell: string) => {
      const { completionCommand } = await import('./commands/completion.js');
      completionCommand(shell, program);
    });

  return program;
}

function withStudyFolder(command: Command): Command {
  return command
    .option('--name <study>', 'the study; default: the only one, or the latest, in ablationmage_outputs/')
    .option('--out <dir>', 'the study’s folder itself');
}

/** What says which script, which marks and how it is started. */
function withSubjectOptions(command: Command): Command {
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

function withStudyOptions(command: Command): Command {
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

function withDocuments(command: Command): Command {
  return command.option('-d, --docs <path>', 'a document, or a folder of documents; repeatable', collect);
}

/** Which model is asked, and what it may cost. */
function withModelOptions(command: Command, role = 'who writes variants no rule is sure of'): Command {
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

function withRunOptions(command: Command): Command {
  return command
    .option('--keep <which>', 'working copies that stay: none (default), failed, all')
    .option('--work-dir <dir>', 'where working copies are made; default: the system’s temporary folder')
    .option('--keep-results', 'count finished runs although their sources changed since')
    .option('--rerun', 'run them again instead')
    .option('--retry-failed', 'run failed runs again')
    .option('--sandbox <level>', 'auto (default: where a model writes variants), bwrap or none')
    .option('--strict', 'do not run variants with a suspicious verdict either')
    .option('--accept <trial>', 'run it whatever its verdict, as a decision of yours; repeatable', collect)
    .option('-q, --quiet', 'no progress')
    .addOption(new Option('--json', 'events as JSON lines on stdout, the table on stderr').conflicts('quiet'));
}

function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}
