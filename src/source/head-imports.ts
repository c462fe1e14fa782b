import { importedModules, type ImportedModule } from './imported-modules.js';
import { importRootCandidates, resolveImport } from './local-imports.js';
import type { Project } from './project.js';
import type { Node } from './python-parser.js';

/** A library module that a script imports, with the names it takes from it, which may be modules too. */
export type HeadImport = Pick<ImportedModule, 'module' | 'names'>;

/** Settings that libraries read when they are used, not when they are imported. */
const VARIABLES_READ_LATER = [
  'CUBLAS_WORKSPACE_CONFIG',
  'PYTHONHASHSEED',
  'CUDA_VISIBLE_DEVICES',
  'CUDA_DEVICE_ORDER',
  'CUDA_LAUNCH_BLOCKING',
  'TOKENIZERS_PARALLELISM',
];
const READ_LATER = new RegExp(
  String.raw`^os\.environ(?:\[|\.setdefault\()\s*["'](?:${VARIABLES_READ_LATER.join('|')})["']\s*[\],]`,
);
/** They change what is printed while libraries are imported, and which backend draws; an error would end the script. */
const HARMLESS_CALL = /^(?:warnings\.(?:filterwarnings|simplefilter)|(?:matplotlib|mpl)\.use)\((?![^)]*["']error)/;
/** Libraries put filters of their own before those that are there when they are imported. */
const FAILS_ON_WARNINGS =
  /\b(?:simplefilter|filterwarnings)\(\s*(?!(?:action\s*=\s*)?["'](?:ignore|default|always|module|once)["'])/;
const CHANGES_IMPORTS =
  /\b(?:environ|putenv|load_dotenv|sys\.(?:path|modules|meta_path)|from sys import|addsitedir|importlib|__import__)\b/;

/**
 * What every start of the script imports from libraries before any code of the project could change how they are
 * imported: the imports at its head, through the modules of the project that it imports there, in the order in which
 * Python comes to them. It ends at the first statement that may do more than import or define. `isKnown`: whether a
 * top-level name is a library that may be imported in advance; one that is not ends the list, one that Python brings
 * along is left out. `module`: its name, where the script is started with -m.
 */
export function headImports(
  project: Project,
  isKnown: (name: string) => 'known' | 'unknown' | 'standard',
  module?: string,
): HeadImport[] {
  const found: HeadImport[] = [];
  const visited = new Set<string>();
  const candidates = importRootCandidates(project.script);

  /** Whether all of the import was followed. */
  const follow = (importer: string, imported: ImportedModule): boolean => {
    const resolved = resolveImport(project.root, candidates, importer, imported);
    if (resolved.kind === 'local') return resolved.files.every((file) => visit(file, 'imported'));
    switch (isKnown(imported.module.replace(/\..*$/, ''))) {
      case 'standard':
        return true;
      case 'known':
        found.push({ module: imported.module, names: imported.names });
        return true;
      case 'unknown':
        return false;
    }
  };

  const visit = (name: string, role: 'main' | 'imported'): boolean => {
    if (visited.has(name)) return true;
    visited.add(name);
    const file = project.pythonFiles.get(name);
    if (file === undefined) return false;
    const imports = importedModules(file);
    return file.tree.rootNode.namedChildren.every((statement) => {
      if (statement.type === 'import_statement' || statement.type === 'import_from_statement') {
        return importsOf(imports, statement).every((imported) => follow(name, imported));
      }
      return isHarmless(statement, role);
    });
  };

  const packages = module === undefined ? [] : module.split('.').slice(0, -1);
  const parents = packages.map((_, index) => packages.slice(0, index + 1).join('.'));
  const areWhole = parents.every((parent) =>
    follow(project.script, { level: 0, module: parent, names: [], isRequired: true, at: 0 }),
  );
  if (areWhole) visit(project.script, 'main');
  return found;
}

/**
 * Whether it may make a difference that libraries are imported before this code: it sets environment variables, which they may read
 * while they are imported, or where modules are looked for, or that warnings are errors.
 */
export function mayChangeImports(text: string): boolean {
  return CHANGES_IMPORTS.test(text) || FAILS_ON_WARNINGS.test(text);
}

function importsOf(imports: readonly ImportedModule[], statement: Node): ImportedModule[] {
  return imports.filter(({ at }) => at >= statement.startIndex && at < statement.endIndex);
}

/** Whether a statement changes nothing that later imports could depend on. */
function isHarmless(statement: Node, role: 'main' | 'imported'): boolean {
  const { text } = statement;
  switch (statement.type) {
    case 'comment':
    case 'future_import_statement':
    case 'function_definition':
      return true;
    case 'class_definition':
    case 'decorated_definition':
      return !mayChangeImports(text);
    case 'expression_statement':
      return READ_LATER.test(text) || HARMLESS_CALL.test(text) || isPlain(statement);
    case 'if_statement': {
      const condition = statement.childForFieldName('condition')?.text ?? '';
      const isSkipped =
        /^(?:typing\.)?TYPE_CHECKING$/.test(condition) || (role === 'imported' && condition.includes('__name__'));
      return isSkipped && statement.childForFieldName('alternative') === null;
    }
    default:
      return false;
  }
}

/** A docstring, or names that get values without anything being called. */
function isPlain(statement: Node): boolean {
  const [expression] = statement.namedChildren;
  if (expression?.type === 'string') return true;
  if (expression?.type !== 'assignment') return false;
  const isToNames = expression.childForFieldName('left')?.type === 'identifier';
  return isToNames && expression.descendantsOfType(['call', 'await', 'subscript']).length === 0;
}
