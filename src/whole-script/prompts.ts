import { unreachable } from '../core/unreachable.js';
import type { Document } from './document.js';
import { inFence } from '../core/fence.js';
import type { Conversation, WholeScriptTask } from './task.js';

/** What is said to the model: its role, the documents, the task. */
export function conversationOf(task: WholeScriptTask): Conversation {
  switch (task.kind) {
    case 'first-call':
      return { system: SYSTEM, material: documentsText(task.documents), request: FIRST_REQUEST };
    case 'followup-call':
      return {
        system: SYSTEM,
        material: documentsText(task.documents),
        request: `The script above was run. This is what it printed:\n\n${inFence('', task.output)}\n\n${FOLLOWUP_REQUEST}`,
      };
    default:
      return unreachable(task);
  }
}

/** Asks for the rest of a reply that was cut. `lastLine` is the last one that arrived whole. */
export function continuationRequest(lastLine: string): string {
  return `Your reply was cut off there. Its last line was:

${inFence('', lastLine)}

Go on exactly there: write this line once more, then everything that follows it, to the end. Repeat nothing else, do not
introduce it, and do not open a new fence.`;
}

function documentsText(documents: readonly Document[]): string {
  return documents.map(({ path, text }) => `Document ${path}:\n${inFence(languageOf(path), text)}`).join('\n\n');
}

function languageOf(path: string): string {
  return /\.(?:py|ipynb)$/i.test(path) ? 'python' : '';
}

const SYSTEM = `You write Python programs for ablation studies of machine-learning code. An ablation study trains a working script as it is
(the baseline) and once more for each thing that is removed or changed (a trial), and compares the results. People publish the
numbers, so a trial differs from the baseline in what it ablates and in nothing else: the same data, seeds, hyperparameters,
number of epochs, metrics and evaluation.

What is ablated is marked in the code:
- #ABLATABLE_COMPONENT at the end of a line, or on the line above it: one trial without the component of that line. In parentheses it may say
  more: name=X names the trial; term=X means the part X of the line only; replace=X puts X in its place instead of removing it; each makes
  one trial of every element of the list or call on the line; components of one group=X are removed together, in one trial.
- #ABLATION_HINT_START, comment lines, #ABLATION_HINT_END: the comment lines say in words what is to be ablated there. One trial for each
  change they ask for.

Reply with the full code, never with snippets: one Python script in one fence that begins with \`\`\`python. Every line is
written out; no "..." and no "rest of the code as before". After the fence, in a few sentences: the trials you made and
what you had to decide. No other code.`;

const SCRIPT = `The script
1. has one parameter that says which trial is run (a name, "baseline" for none), and leaves out or changes just that component
   where the parameter says so. Shapes and sizes of what follows fit in every trial.
2. runs the baseline and then every trial, one after the other, each from a fresh model with the same seeds. A trial that fails is
   caught, reported as failed with its error, and the others go on; the number of a failed trial is never made up.
3. prints a summary at the end: for each trial what was ablated, its metrics, and the difference from the baseline.
4. plots the metrics of all trials side by side, and writes a report with the summary and the plots as ablation_study_report.pdf.
5. writes all settings, metrics and errors as ablation_study_results.json.
It is saved in a folder of its own and started from the current folder of the documents: put os.getcwd() on sys.path before
anything of the user's is imported, leave the user's files as they are, and write the PDF and the JSON beside the script itself
(Path(__file__).parent).`;

const FIRST_REQUEST = `Turn the code above into one parametrised script that runs its whole ablation study.

${SCRIPT}`;

const FOLLOWUP_REQUEST = `Correct the script. If it failed, mend the cause and not the symptom: no trial is dropped, no metric is made up, no
hyperparameter is changed to get around an error. If it ran, look whether the output shows mistakes (a trial that changed nothing, a trial
that failed, missing metrics) and mend those. Keep everything else as it is.

The task has not changed: one parametrised script that runs the whole ablation study.

${SCRIPT}`;
