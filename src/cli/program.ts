import { Command } from 'commander';
import type { StudyFlags } from '../config/study-flags.js';
import { TOOL_VERSION } from '../core/tool-version.js';
import type { ExportFlags } from './commands/export.js';
import type { FollowupCallFlags } from './commands/followup-call.js';
import {
  addRunCommand,
  collect,
  withDocuments,
  withExecutorOptions,
  withModelOptions,
  withStudyFolder,
  withStudyOptions,
  withSubjectOptions,
} from './command-options.js';
import type { WholeScriptFlags } from './whole-script-call.js';
import type { CheckFlags } from './commands/check.js';
import type { ReplyFlags } from './commands/reply.js';
import type { ResumeFlags } from './commands/resume.js';
import type { ViewFlags } from './commands/view.js';
import { EXIT_CODES } from './exit-codes.js';
import {
  CHECK_HELP,
  EXAMPLES,
  EXPORT_HELP,
  NAME_OF_A_STUDY,
  OPTIONS_OF_THE_SCRIPT,
  WHOLE_SCRIPT_HELP,
} from './help-texts.js';
import { REPORT_HELP } from './report-help.js';
import type { ReportFlags, StudyFolderFlags } from './study-folder-flags.js';

/** The command line. Commands are imported when they are called, so that help costs nothing. */
export function createProgram(afterDashes: readonly string[]): Command {
  const program = new Command('ablationmage')
    .description('From a marked training script to the paper’s ablation table, in one command.')
    .version(TOOL_VERSION, '-V, --version')
    .helpOption('-h, --help', 'show help')
    .addHelpText('after', EXAMPLES)
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: false, minWidthToWrap: 24 })
    .exitOverride((error) => {
      if (error.code === 'commander.unknownOption') process.stderr.write(OPTIONS_OF_THE_SCRIPT);
      if (/^error: too many arguments for '(?:report|export)'/.test(error.message))
        process.stderr.write(NAME_OF_A_STUDY);
      process.exit(error.exitCode === 0 ? EXIT_CODES.done : EXIT_CODES.couldNotRun);
    });

  addRunCommand(program, async (script, flags) => {
    const { runCommand } = await import('./commands/run.js');
    await runCommand(script, { ...flags, afterDashes });
  });

  withExecutorOptions(withModelOptions(withStudyOptions(program.command('plan'))))
    .description('show what would run: trials with their diffs, runs, disk and expected time')
    .option('--json', 'as JSON')
    .action(async (script: string | undefined, flags: StudyFlags) => {
      const { planCommand } = await import('./commands/plan.js');
      await planCommand(script, { ...flags, afterDashes });
    });

  withStudyFolder(program.command('status'))
    .description('how far a study is, and what Slurm has of it')
    .option('--json', 'as JSON')
    .action(async (flags: StudyFolderFlags & { readonly json?: true }) => {
      const { statusCommand } = await import('./commands/status.js');
      await statusCommand(flags);
    });

  withStudyFolder(program.command('resume'))
    .description('go on with a study as it was started; takes up what Slurm has of it')
    .option('--keep-results', 'count finished runs although their sources changed since')
    .option('--rerun', 'run them again instead, and cancel those that Slurm has')
    .option('--retry-failed', 'run failed runs again')
    .option('--detach', 'with Slurm: leave when the runs are in the queue')
    .option('-q, --quiet', 'no progress')
    .option('--json', 'events as JSON lines on stdout, the table on stderr')
    .action(async (flags: ResumeFlags) => {
      const { resumeCommand } = await import('./commands/resume.js');
      await resumeCommand(flags);
    });

  // What a job of Slurm calls.
  program.command('slurm-task <batch>', { hidden: true }).action(async (batch: string) => {
    const { slurmTaskCommand } = await import('./commands/slurm-task.js');
    await slurmTaskCommand(batch);
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
      .option('--to <names>', 'for wandb, mlflow or tensorboard instead: names with commas; repeatable', collect)
      .option('--python <path>', 'the Python that has their libraries; default: the study’s')
      .option('--output <dir>', 'where the files go; default: the study’s folder')
      .option('--from <file>', 'a report.json, where there is no study’s folder')
      .option('--commentary', 'ask a model to comment on the findings; its numbers are checked')
      .option('--json', 'print report.json instead of the table')
      .optionsGroup('Options with --commentary:'),
    'who writes the commentary',
  )
    .addHelpText('after', REPORT_HELP)
    .action(async (flags: ReportFlags) => {
      const { reportCommand } = await import('./commands/report.js');
      await reportCommand(flags);
    });

  withStudyFolder(program.command('export'))
    .requiredOption('--script <file>', 'the Python file to make; of several files a folder of that name is made')
    .option('--python <path>', 'interpreter for the checks; default: that of the study')
    .option('--force', 'write over files that a person made or changed')
    .description('make one script of the study: the training and every trial, with nothing but Python')
    .addHelpText('after', EXPORT_HELP)
    .action(async (flags: ExportFlags) => {
      const { exportCommand } = await import('./commands/export.js');
      await exportCommand(flags);
    });

  withStudyFolder(program.command('view'))
    .argument('[folder]', 'a folder of studies, or of one; default: ablationmage_outputs/')
    .description('show studies in the browser, running or finished, from this machine to this machine only')
    .option('--port <n>', 'port of the address; default: any free one')
    .option('--no-open', 'print the address and open no browser')
    .action(async (folder: string | undefined, flags: ViewFlags) => {
      const { viewCommand } = await import('./commands/view.js');
      await viewCommand(folder, flags);
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
