import type { Project } from '../source/project.js';
import type { PythonFile } from '../source/python-file.js';
import type { Node } from '../source/python-parser.js';
import { calleeName, dottedName } from './callee-name.js';

/** Whether a call is of a function, class or method that the project itself defines. */
export function isProjectCallable(project: Project, file: PythonFile, call: Node): boolean {
  return projectDefinitions(project, file, call).length > 0;
}

/** The definitions in the project that a call may mean; none where an import leads outside. */
export function projectDefinitions(project: Project, file: PythonFile, call: Node): { file: PythonFile; node: Node }[] {
  const written = call.childForFieldName('function')?.text ?? '';
  const resolved = calleeName(file, call);
  if (resolved !== undefined && !resolved.startsWith('.') && !isLocalModule(project, resolved)) return [];
  const name = written.split('.').at(-1) ?? '';
  return definitionsCalled(project, name);
}

function isLocalModule(project: Project, dotted: string): boolean {
  const top = dotted.split('.')[0] ?? dotted;
  return [...project.pythonFiles.keys()].some((path) => {
    const parts = path.split('/');
    return parts.includes(`${top}.py`) || parts.slice(0, -1).includes(top);
  });
}

/** A function of the project and the first thing it takes. */
export interface ProjectFunction {
  readonly file: PythonFile;
  readonly definition: Node;
  readonly parameter: Node;
}

/** The one function of the project that a name stands for; undefined where there are none or several. */
export function projectFunction(project: Project, file: PythonFile, name: Node): ProjectFunction | undefined {
  const resolved = dottedName(file, name);
  if (resolved !== undefined && !resolved.startsWith('.') && !isLocalModule(project, resolved)) return undefined;
  const found = definitionsCalled(project, name.text.split('.').at(-1) ?? '');
  const [only] = found;
  const parameters = only?.node.childForFieldName('parameters')?.namedChildren.filter((child) => !child.isExtra) ?? [];
  const first = parameters[0]?.text === 'self' ? parameters[1] : parameters[0];
  const parameter = first?.type === 'identifier' ? first : first?.descendantsOfType('identifier')[0];
  if (found.length !== 1 || only?.node.type !== 'function_definition' || parameter === undefined) return undefined;
  return { file: only.file, definition: only.node, parameter };
}

function definitionsCalled(project: Project, name: string): { file: PythonFile; node: Node }[] {
  return [...project.pythonFiles.values()].flatMap((file) =>
    file.tree.rootNode
      .descendantsOfType(['function_definition', 'class_definition'])
      .filter((node) => node.childForFieldName('name')?.text === name)
      .map((node) => ({ file, node })),
  );
}
