import type { Project } from '../source/project.js';
import type { PythonFile } from '../source/python-file.js';
import type { Node } from '../source/python-parser.js';
import { calleeName } from './callee-name.js';

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
  return [...project.pythonFiles.values()].flatMap((other) =>
    other.tree.rootNode
      .descendantsOfType(['function_definition', 'class_definition'])
      .filter((node) => node.childForFieldName('name')?.text === name)
      .map((node) => ({ file: other, node })),
  );
}

function isLocalModule(project: Project, dotted: string): boolean {
  const top = dotted.split('.')[0] ?? dotted;
  return [...project.pythonFiles.keys()].some((path) => {
    const parts = path.split('/');
    return parts.includes(`${top}.py`) || parts.slice(0, -1).includes(top);
  });
}
