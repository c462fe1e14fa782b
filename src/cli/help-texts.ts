/** Below `ablationmage --help`. */
export const EXAMPLES = `
Examples:
  $ ablationmage run train.py                    the study, and its table
  $ ablationmage run train.py -- --epochs 5      with arguments for the script
  $ ablationmage run -- torchrun --nproc_per_node 2 train.py
  $ ablationmage run train.py --executor slurm --time 2h --gres gpu:1
  $ ablationmage plan train.py                   what would run: diffs, runs, time
  $ ablationmage components train.py             what is marked, which rule acts
  $ ablationmage report --metric val_acc         the same runs, another metric

Mark a part with a comment at the end of its line:
  self.conv2 = nn.Conv2d(32, 32, 3, padding=1)  #ABLATABLE_COMPONENT

Exit codes: 0 done, 1 done with failed trials, 2 could not run, 130 interrupted;
of check: see check --help.
Documentation: docs/ in the package, README.md first.`;

/** After an option that is none of ours. */
export const OPTIONS_OF_THE_SCRIPT =
  'Options of the script itself go behind --, for example: ablationmage run train.py -- --epochs 5\n';

/** After the bare name of a study. */
export const NAME_OF_A_STUDY = 'Which study is meant is said with --name STUDY, or --out DIR for its folder.\n';

/** Below `check --help`. */
export const CHECK_HELP = `
Examples:
  $ ablationmage check . ../without-conv2 --component conv2
  $ ablationmage check base variant --component train.py:31 -- --epochs 1

Exit codes: 0 faithful, 1 rejected, 3 suspicious or unchecked, 2 could not check, 130 interrupted.`;

/** Below `first-call --help` and `followup-call --help`. */
export const WHOLE_SCRIPT_HELP = `
Examples:
  $ ablationmage first-call -a anthropic -m MODEL -d train.py
  $ python ablation_code.py 2> error_output.txt
  $ ablationmage followup-call -a anthropic -m MODEL -o error_output.txt -d ablation_code.py

The model writes the whole script, its statistics and its plots; nothing of it is checked. For a table with proof use run.`;

export const EXPORT_HELP = `
Examples:
  $ ablationmage export --script ablation_study.py
  $ python ablation_study.py --trial conv2 --seed 3
  $ python ablation_study.py --all`;
