import { spawnSync } from 'node:child_process';
import { applyEdits } from '../../../../src/core/edit.js';
import type { RuleDecision } from '../../../../src/core/variant.js';
import type { Project } from '../../../../src/source/project.js';
import { pythonFileFromText, readMarkedComponents } from '../../../../src/source/read-marks.js';
import { markedNode } from '../../../../src/variants/marked-node.js';
import type { Rule } from '../../../../src/variants/rule.js';

/** A project of Python files from their texts; the first is the script. */
export function projectOf(texts: Readonly<Record<string, string>>): Project {
  const files = Object.entries(texts).map(([path, text]) => pythonFileFromText(path, text));
  return {
    root: '/project',
    script: files[0]?.path ?? '',
    pythonFiles: new Map(files.map((file) => [file.path, file])),
    configFiles: new Map(),
    importRoots: [''],
    externalImports: [],
  };
}

export interface Decided {
  readonly decision: RuleDecision;
  /** The marked file after the edits; its own text where the rule does not edit. */
  readonly after: string;
}

/** What a rule decides on the first mark of a project. */
export function decide(rule: Rule, script: string, others: Readonly<Record<string, string>> = {}): Decided {
  const project = projectOf({ 'train.py': script, ...others });
  for (const file of project.pythonFiles.values()) {
    const { components, diagnostics } = readMarkedComponents(file);
    const component = components.find((found) => found.kind === 'code');
    if (component === undefined) {
      if (diagnostics.length > 0) throw new Error(diagnostics.map((diagnostic) => diagnostic.message).join('\n'));
      continue;
    }
    const node = markedNode(file, component);
    if (node === undefined) throw new Error('no node');
    const decision = rule.decide({ component, file, project, node });
    if (decision.kind !== 'edit') return { decision, after: file.text };
    const after = applyEdits(file.text, decision.edits);
    parsed.push(after);
    return { decision, after };
  }
  throw new Error('no mark');
}

/** Why a rule abstains; fails the test where it does anything else. */
export function reasonOf({ decision, after }: Decided): string {
  if (decision.kind !== 'abstain') throw new Error(`expected it to abstain, but: ${decision.kind}\n${after}`);
  return decision.reason;
}

/** The edited text; fails the test where the rule does not edit. */
export function editedBy({ decision, after }: Decided): string {
  if (decision.kind !== 'edit') throw new Error(`expected an edit, but: ${JSON.stringify(decision)}`);
  return after;
}

const parsed: string[] = [];

/** Asks real Python whether every text edited so far parses; gives what it says of those that do not. */
export function pythonErrorsOfEdits(): string[] {
  const check = `
import ast, json, sys
errors = []
for text in json.load(sys.stdin):
    try:
        ast.parse(text)
    except SyntaxError as error:
        errors.append(f"{error}\\n{text}")
json.dump(errors, sys.stdout)
`;
  const { stdout } = spawnSync('python3', ['-c', check], { input: JSON.stringify(parsed), encoding: 'utf8' });
  return JSON.parse(stdout) as string[];
}
