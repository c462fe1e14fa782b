import { oneLine } from '../source/one-line.js';
import { enclosingFunction, usesOfAttribute, usesOfName, attributeName, type Use } from '../source/name-uses.js';
import type { Project } from '../source/project.js';
import type { PythonFile } from '../source/python-file.js';
import { walk, type Node } from '../source/python-parser.js';
import { placeOf } from './statement-of.js';

/** A use of a value that is not known to drop out when the value is 0; undefined where all of them are. */
export type UseThatStays = { readonly place: string; readonly code: string } | undefined;

/** Whether, were an attribute called `name` 0, every term it is part of would drop out of its sum. */
export function attributeUseThatStays(project: Project, name: string): UseThatStays {
  return new Tracer(project).ofUses(usesOfAttribute(project, name));
}

/** The same for the variable or parameter that `identifier` stands for. */
export function nameUseThatStays(project: Project, file: PythonFile, identifier: Node): UseThatStays {
  return new Tracer(project).ofUses(usesOfName(project, file, identifier));
}

/** Follows a value from where it is read to the sums it ends in, each variable once. */
class Tracer {
  private readonly project: Project;
  private readonly followed = new Set<string>();

  constructor(project: Project) {
    this.project = project;
  }

  ofUses(uses: readonly Use[]): UseThatStays {
    const reads = uses.filter((use) => use.role !== 'binding' && !isDeclaration(use.node));
    if (reads.length === 0) return { place: 'the project', code: 'no use of it' };
    for (const { file, node } of reads) {
      const stays = this.ofExpression(file, node);
      if (stays !== undefined) return stays;
    }
    return undefined;
  }

  private ofExpression(file: PythonFile, node: Node): UseThatStays {
    const { parent } = node;
    const stays = { place: placeOf(file, node), code: oneLine(parent?.text ?? node.text) };
    if (parent === null || isReported(node)) return undefined;
    switch (parent.type) {
      case 'parenthesized_expression':
      case 'unary_operator':
        return this.ofExpression(file, parent);
      case 'binary_operator':
        return this.ofOperand(file, node, parent) ? undefined : stays;
      case 'augmented_assignment':
        return /^[+-]=$/.test(parent.childForFieldName('operator')?.text ?? '') ? undefined : stays;
      case 'assignment':
        return this.ofTarget(file, parent) ?? undefined;
      case 'keyword_argument':
        return this.ofParameter(parent) ? undefined : stays;
      case 'subscript':
        return node.type === 'string' ? this.ofExpression(file, parent) : stays;
      default:
        return stays;
    }
  }

  private ofOperand(file: PythonFile, node: Node, operation: Node): boolean {
    switch (operation.childForFieldName('operator')?.type ?? '') {
      case '+':
      case '-':
        return true;
      case '*':
        return this.ofExpression(file, operation) === undefined;
      case '/':
        return operation.childForFieldName('left')?.id === node.id && this.ofExpression(file, operation) === undefined;
      default:
        return false;
    }
  }

  private ofTarget(file: PythonFile, assignment: Node): UseThatStays {
    const target = assignment.childForFieldName('left');
    const stays = { place: placeOf(file, assignment), code: oneLine(assignment.text) };
    if (target?.type !== 'identifier' && target?.type !== 'attribute') return stays;
    const isVariable = target.type === 'identifier';
    const key = isVariable
      ? `${file.path}:${enclosingFunction(target)?.startIndex ?? 0}:${target.text}`
      : `.${attributeName(target)}`;
    if (this.followed.has(key)) return undefined;
    this.followed.add(key);
    return this.ofUses(
      isVariable ? usesOfName(this.project, file, target) : usesOfAttribute(this.project, attributeName(target)),
    );
  }

  /** `beta=args.beta` of a function or class of the project. */
  private ofParameter(keyword: Node): boolean {
    const name = keyword.childForFieldName('name')?.text ?? '';
    const callee = keyword.parent?.parent?.childForFieldName('function')?.text.split('.').at(-1) ?? '';
    const parameters = parametersCalled(this.project, callee, name);
    return (
      parameters.length > 0 &&
      parameters.every(({ file, node }) => this.ofUses(usesOfName(this.project, file, node)) === undefined)
    );
  }
}

function parametersCalled(project: Project, callee: string, name: string): { file: PythonFile; node: Node }[] {
  return [...project.pythonFiles.values()].flatMap((file) =>
    file.tree.rootNode.descendantsOfType('function_definition').flatMap((definition) => {
      const own = definition.childForFieldName('name')?.text;
      const owner = definition.parent?.parent?.childForFieldName('name')?.text;
      if (own !== callee && !(own === '__init__' && owner === callee)) return [];
      const parameters = definition.childForFieldName('parameters');
      const found =
        parameters && [...walk(parameters)].find((node) => node.type === 'identifier' && node.text === name);
      return found ? [{ file, node: found }] : [];
    }),
  );
}

/** The option itself, `parser.add_argument("--beta")`, and a parameter's own name. */
function isDeclaration(node: Node): boolean {
  for (let outer = node.parent; outer !== null; outer = outer.parent) {
    if (outer.type === 'pair' && outer.childForFieldName('key')?.id === node.id) return true;
    if (outer.type === 'call') return (outer.childForFieldName('function')?.text ?? '').endsWith('.add_argument');
  }
  return false;
}

function isReported(node: Node): boolean {
  for (let outer = node.parent; outer !== null; outer = outer.parent) {
    if (outer.type === 'interpolation') return true;
    if (
      outer.type === 'call' &&
      /^(print|log|logger\.\w+|logging\.\w+|wandb\.\w+)$/.test(outer.childForFieldName('function')?.text ?? '')
    )
      return true;
  }
  return false;
}
