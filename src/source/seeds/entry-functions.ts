import type { Project } from '../project.js';
import type { PythonFile } from '../python-file.js';
import type { Node } from '../python-parser.js';
import { calleeOf } from './callee.js';
import { keywordArgument, positionalArgument } from './call-arguments.js';
import { callsThatMayBe, syntaxIndex } from './syntax-index.js';

/** A field or parameter that a library turns into an option of the command line. */
export interface ImplicitOption {
  readonly name: string;
  readonly default: Node | undefined;
  readonly file: PythonFile;
  /** The function that gets it as a parameter; absent for a field of a class. */
  readonly entryFunction?: string;
}

/** Calls whose argument, a function or a class, becomes a command line. */
const RUNNERS = new Set([
  'typer.run',
  'fire.Fire',
  'tyro.cli',
  'simple_parsing.parse',
  'transformers.HfArgumentParser',
]);

/**
 * The integer options called `name` that typer, fire, tyro, simple_parsing and Hugging Face's parser make of
 * parameters and fields.
 */
export function implicitOptions(project: Project, name: string): ImplicitOption[] {
  const runners = callsThatMayBe(project, /^(?:run|Fire|cli|parse|HfArgumentParser)$/);
  const exposed = new Set(runners.flatMap(({ file, node }) => exposedNames(project, file, node)));
  return [...syntaxIndex(project).definitionsByName].flatMap(([definedName, definitions]) =>
    definitions.flatMap(({ file, node }) => {
      const isExposed = exposed.has(definedName);
      if (node.type === 'class_definition') return isExposed ? fieldOption(file, node, name) : [];
      return isExposed || isTyperCommand(project, file, node) ? parameterOption(file, node, name) : [];
    }),
  );
}

/** The functions that click's decorators hand their options to. */
export function decoratedFunction(optionCall: Node): string | undefined {
  const decorated = optionCall.parent?.type === 'decorator' ? optionCall.parent.parent : null;
  return decorated?.childForFieldName('definition')?.childForFieldName('name')?.text;
}

function exposedNames(project: Project, file: PythonFile, call: Node): string[] {
  if (!RUNNERS.has(calleeOf(project, file, call).name)) return [];
  const target = positionalArgument(call, 0);
  if (target?.type === 'identifier') return [target.text];
  return (target?.namedChildren ?? []).filter(({ type }) => type === 'identifier').map(({ text }) => text);
}

function isTyperCommand(project: Project, file: PythonFile, definition: Node): boolean {
  if (!project.externalImports.includes('typer') || definition.parent?.type !== 'decorated_definition') return false;
  return definition.parent
    .descendantsOfType('decorator')
    .some((decorator) => /\.(?:command|callback)\(/.test(decorator.text) && file.text.includes('typer'));
}

function parameterOption(file: PythonFile, definition: Node, name: string): ImplicitOption[] {
  const entryFunction = nameOf(definition);
  return (definition.childForFieldName('parameters')?.namedChildren ?? []).flatMap((parameter) => {
    if (parameter.childForFieldName('name')?.text !== name) return [];
    const written = parameter.childForFieldName('value') ?? undefined;
    const isOption =
      written?.type === 'call' && /(?:^|\.)Option$/.test(written.childForFieldName('function')?.text ?? '');
    const value = isOption ? (keywordArgument(written, 'default') ?? positionalArgument(written, 0)) : written;
    return [{ name, default: value, file, entryFunction }];
  });
}

function fieldOption(file: PythonFile, definition: Node, name: string): ImplicitOption[] {
  const statements = definition.childForFieldName('body')?.namedChildren ?? [];
  return statements.flatMap((statement) => {
    const assignment = statement.namedChildren[0];
    if (assignment?.type !== 'assignment' || assignment.childForFieldName('left')?.text !== name) return [];
    const right = assignment.childForFieldName('right') ?? undefined;
    const value = right?.type === 'call' ? keywordArgument(right, 'default') : right;
    return [{ name, default: value, file }];
  });
}

function nameOf(definition: Node): string {
  return definition.childForFieldName('name')?.text ?? '';
}
