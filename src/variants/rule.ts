import type { CodeComponent } from '../core/component.js';
import type { RuleDecision } from '../core/variant.js';
import type { Project } from '../source/project.js';
import type { PythonFile } from '../source/python-file.js';
import type { Node } from '../source/python-parser.js';

/** What a rule may look at: the marked code and, read-only, everything around it. */
export interface RuleContext {
  readonly component: CodeComponent;
  readonly file: PythonFile;
  readonly project: Project;
  /** The syntax node that spans `component.start` to `component.end`. */
  readonly node: Node;
}

/** One way to remove one kind of code. It edits only where it is sure, and abstains with a reason otherwise. */
export interface Rule {
  /** kebab-case, as the report names it. */
  readonly name: string;
  decide(context: RuleContext): RuleDecision;
}
