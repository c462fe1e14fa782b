import type { Project } from '../source/project.js';
import type { Node } from '../source/python-parser.js';
import { enclosingClass, usesOfAttribute } from '../source/name-uses.js';
import { callArguments } from './call-arguments.js';
import { placeOf } from './statement-of.js';

/**
 * Where a call gives the parameter or class field that `identifier` names a value of its own, so that its
 * default does not decide; undefined where every call leaves it at the default.
 */
export function placeWhereGiven(project: Project, identifier: Node): string | undefined {
  const owner = ownerOf(identifier);
  return owner && (placeOfCall(project, owner) ?? placeOfFieldAssignment(project, owner));
}

/** What is called to give the value, under which name or at which position (from 0). */
interface Owner {
  readonly callee: string;
  readonly parameter: string;
  readonly position: number;
  readonly isField: boolean;
}

function ownerOf(identifier: Node): Owner | undefined {
  const parameters = parametersAround(identifier);
  if (parameters === undefined) return ownerOfField(identifier);
  const name = parameters.parent?.childForFieldName('name')?.text ?? '';
  const callee = name === '__init__' ? enclosingClass(identifier)?.childForFieldName('name')?.text : name;
  if (callee === undefined || callee === '') return undefined;
  const names = parameters.namedChildren.filter((child) => !child.isExtra);
  const isMethod = /^(self|cls)$/.test(names[0]?.text ?? '');
  const index = names.findIndex(
    (child) => child.startIndex <= identifier.startIndex && identifier.endIndex <= child.endIndex,
  );
  const isKeywordOnly = names
    .slice(0, index)
    .some((child) => /^(list_splat_pattern|keyword_separator)$/.test(child.type));
  const position = isKeywordOnly ? Number.POSITIVE_INFINITY : index - (isMethod ? 1 : 0);
  return { callee, parameter: identifier.text, position, isField: false };
}

function parametersAround(identifier: Node): Node | undefined {
  const parameter = identifier.parent;
  return /^(typed_)?default_parameter$/.test(parameter?.type ?? '') && parameter?.parent?.type === 'parameters'
    ? parameter.parent
    : undefined;
}

/** A field in the body of a class: a dataclass takes it by name or by position. */
function ownerOfField(identifier: Node): Owner | undefined {
  const owner = identifier.parent?.type === 'assignment' ? enclosingClass(identifier) : undefined;
  const callee = owner?.childForFieldName('name')?.text;
  if (owner === undefined || callee === undefined || identifier.parent?.parent?.parent?.parent?.id !== owner.id)
    return undefined;
  const fields = (owner.childForFieldName('body')?.namedChildren ?? []).flatMap((statement) => {
    const assignment = statement.type === 'expression_statement' ? statement.namedChildren[0] : undefined;
    return assignment?.type === 'assignment' && assignment.childForFieldName('type') ? [assignment] : [];
  });
  const index = fields.findIndex((field) => field.childForFieldName('left')?.id === identifier.id);
  const position = index === -1 ? Number.POSITIVE_INFINITY : index;
  return { callee, parameter: identifier.text, position, isField: true };
}

function placeOfCall(project: Project, owner: Owner): string | undefined {
  for (const file of project.pythonFiles.values()) {
    for (const call of file.tree.rootNode.descendantsOfType('call')) {
      if (gives(call, owner)) return placeOf(file, call);
    }
  }
  return undefined;
}

function gives(call: Node, { callee, parameter, position }: Owner): boolean {
  const { positional, keywords, open } = callArguments(call);
  const written = call.childForFieldName('function')?.text ?? '';
  if (isNamed(written, callee) || isSuperOf(call, written, callee))
    return keywords.has(parameter) || open || positional.length > position;
  // partial(f, rate=0.1), and `replace(config, rate=0.1)` of a dataclass.
  return keywords.has(parameter) && positional.some((argument) => isNamed(argument.text, callee));
}

function isNamed(written: string, name: string): boolean {
  return written === name || written.endsWith(`.${name}`);
}

function isSuperOf(call: Node, written: string, callee: string): boolean {
  if (!/^super\(.*\)\.__init__$/.test(written)) return false;
  const bases = enclosingClass(call)?.childForFieldName('superclasses')?.namedChildren ?? [];
  return bases.some((base) => isNamed(base.text, callee));
}

function placeOfFieldAssignment(project: Project, { isField, parameter }: Owner): string | undefined {
  if (!isField) return undefined;
  const assigned = usesOfAttribute(project, parameter).find(
    ({ node, role }) => role === 'binding' && node.childForFieldName('object')?.text !== 'self',
  );
  return assigned && placeOf(assigned.file, assigned.node);
}
