import { inFence } from '../../core/fence.js';
import type { HintComponent } from '../../core/component.js';
import type { Project } from '../../source/project.js';
import { numberedLines } from './numbered-lines.js';

/** How a model is asked which changes a hint asks for. */
export const HINT_SYSTEM_PROMPT = `You read hints in Python training scripts. The author of a script writes in a hint, in free words, which parts an ablation study should remove
or replace, one at a time. You list the trials of the study that the hint asks for, with the lines that change; you write no other code.

Rules
1. One trial for each separate change the hint asks for, in its order. Most hints ask for one change: then list one. "Remove A and B" is one trial
   unless the hint says each, in turn, separately, one at a time, or lists alternatives ("without the skip, and with a projection" is two).
   A change of a class or function that is used several times is one trial.
2. "Each feature", "every block" and the like: one trial per item that is really in the code. Look them up in the file.
3. Only what the hint asks for. Do not add trials of your own, no combinations, no baseline. A wish to keep something ("keep the LayerNorm") is no
   trial; it belongs to the instruction of the others. Other marks in the file (#ABLATABLE_COMPONENT) are handled elsewhere: ignore them.
4. A hint that only names or describes code asks for its removal.
5. instruction: what to do, in the imperative, one or two sentences, complete without the hint; name the code it is about.
6. change: "remove" when something is only taken away (also a term of a sum or a call around a value), "replace" when something else is put in
   its place or a value is changed.
7. changes: the lines of the file that this trial alters, each with its number, as it stands there, and as it stands afterwards (both without
   indentation, marks and comments): after is "" where the line goes; where lines are added, after is the unchanged line and the new ones above or
   below it, joined by \\n. Of a statement over several lines, each line for itself. Only what the hint itself asks for, with what it brings in (a new
   layer and its use): what merely follows elsewhere (sizes, uses of what is gone, imports) is left to whoever makes the change. A person approves
   these lines, and the change is then held to them.
8. id: lower case, letters, digits and dashes, at most 24 characters, unlike the other ids of this reply, says what is gone or new: no-warmup, linear-head, no-age.
9. title: at most 60 characters. expectation: what the author of the hint expects to happen, "" where the hint does not say.

Reply with one JSON object in a fence and nothing else:
\`\`\`json
{"trials": [{"id": "no-warmup", "title": "without warm-up of the learning rate", "change": "remove", "instruction": "Remove the warm-up: the scheduler starts with its cosine part at the full rate.", "changes": [{"line": 31, "before": "scheduler = SequentialLR(optimizer, [warmup, cosine], milestones=[WARMUP])", "after": "scheduler = cosine"}], "expectation": "less stable at first"}]}
\`\`\`
If the hint asks for nothing that can be tried, reply with one line: CANNOT: the reason
`;

/** The hint in its file. Other files are not needed to count what it asks for. */
export function hintRequest(project: Project, hint: HintComponent): string {
  const text = project.pythonFiles.get(hint.file)?.text ?? '';
  const words = hint.hint.split('\n').map((line) => `> ${line}`);
  return [
    `## The file ${hint.file} (line numbers are for reading only)`,
    inFence('python', numberedLines(text)),
    `## The hint, lines ${hint.line} to ${hint.endLine}`,
    words.join('\n'),
    'A hint is about the code at and below its place. List the trials it asks for.',
  ].join('\n\n');
}
