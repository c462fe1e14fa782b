import type { Edit } from '../../core/edit.js';
import { failure, success, type Result } from '../../core/result.js';
import { unreachable } from '../../core/unreachable.js';
import type { Project } from '../../source/project.js';
import { applyBlocks } from './apply-blocks.js';
import { applyFiles } from './apply-files.js';
import type { LineRange } from './component-lines.js';
import { editDefects } from './edit-defects.js';
import { explainBlockFailures, explainFileFailures } from './explain-failures.js';
import { parseReply } from './parse-reply.js';
import type { ParsedReply } from './parsed-reply.js';

/** What becomes of a model's reply. */
export type ReplyDecision =
  | { readonly kind: 'edits'; readonly edits: readonly Edit[]; readonly summary?: string }
  /** The model says that the change cannot be made. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** `problem` is for the model: what is wrong and what to send instead. */
  | { readonly kind: 'unusable'; readonly problem: string };

/**
 * Turns a reply into edits of the pristine files, all of it or nothing: it can be read, it fits, nothing is left
 * out, the files parse and use no new undefined names. `component`: the lines that may vanish without the file
 * counting as cut short. `loadPythonParser()` must have been awaited.
 */
export function acceptReply(text: string, project: Project, component: readonly LineRange[]): ReplyDecision {
  const reply = parseReply(text, [...project.pythonFiles.keys(), ...project.configFiles.keys()]);
  if (reply.kind === 'refusal') return { kind: 'refused', reason: reply.reason };
  if (reply.kind === 'malformed') return { kind: 'unusable', problem: reply.problem };
  const applied = applyParsed(reply, project, component);
  if (!applied.ok) return { kind: 'unusable', problem: applied.failure };
  const defects = editDefects(project, applied.value);
  if (defects.length > 0) return { kind: 'unusable', problem: explainDefects(defects) };
  return {
    kind: 'edits',
    edits: applied.value,
    ...(reply.summary === undefined ? {} : { summary: reply.summary }),
  };
}

type Edited = Extract<ParsedReply, { kind: 'blocks' | 'files' }>;

function applyParsed(
  reply: Edited,
  project: Project,
  component: readonly LineRange[],
): Result<readonly Edit[], string> {
  switch (reply.kind) {
    case 'blocks': {
      const applied = applyBlocks(project, reply.blocks);
      return applied.ok ? success(applied.value.edits) : failure(explainBlockFailures(applied.failure, reply.blocks));
    }
    case 'files': {
      const applied = applyFiles(project, reply.files, component);
      return applied.ok ? success(applied.value.edits) : failure(explainFileFailures(applied.failure));
    }
    default:
      return unreachable(reply);
  }
}

function explainDefects(defects: readonly string[]): string {
  return `The edits fit, but cannot be used.\n\n${defects.join('\n')}`;
}
