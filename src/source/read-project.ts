import { readFile } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { messageOf } from '../core/message-of.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { pathBelow } from '../core/paths-below.js';
import { failure, success, type Result } from '../core/result.js';
import { readConfigFiles } from './read-config-files.js';
import { importedModules } from './imported-modules.js';
import { importRootCandidates, resolveImport } from './local-imports.js';
import type { Project } from './project.js';
import type { PythonFile } from './python-file.js';
import { parsePython } from './python-parser.js';
import { decodeText } from './read-text.js';
import { explainUnreadableScript } from './unreadable-script.js';

/** What to read: `root` and `script` as paths, configuration files relative to the root. */
export interface ProjectRequest {
  readonly root: string;
  readonly script: string;
  /** Read even where no Python file names them. */
  readonly configFiles?: readonly string[];
}

/**
 * Reads the script, every local module it imports, transitively, and the configuration files they name.
 * Modules come in the order they are imported. `loadPythonParser()` must have been awaited.
 */
export async function readProject(request: ProjectRequest): Promise<Result<Project, readonly Diagnostic[]>> {
  const { root, script } = realPlaces(request);
  const problem = explainUnreadableScript(root, script);
  if (problem !== undefined) return failure([problem]);
  const pythonFiles = new Map<string, PythonFile>();
  const importRoots = new Set([path.posix.dirname(script) === '.' ? '' : path.posix.dirname(script)]);
  const externalImports = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const candidates = importRootCandidates(script);
  const waiting = [script];
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    if (pythonFiles.has(file)) continue;
    const read = await readPythonFile(root, file);
    if (!read.ok) {
      diagnostics.push(read.failure);
      continue;
    }
    pythonFiles.set(file, read.value);
    for (const imported of importedModules(read.value)) {
      const resolved = resolveImport(root, candidates, file, imported);
      if (resolved.kind === 'local') {
        waiting.push(...resolved.files);
        if (resolved.importRoot !== undefined) importRoots.add(resolved.importRoot);
      } else if (imported.isRequired) externalImports.add(imported.module.replace(/\..*$/, ''));
    }
  }
  if (diagnostics.length > 0) return failure(diagnostics);
  return success({
    root,
    script,
    pythonFiles,
    configFiles: await readConfigFiles(root, pythonFiles, request.configFiles ?? []),
    importRoots: candidates.filter((candidate) => importRoots.has(candidate)),
    externalImports: [...externalImports],
  });
}

/** Through symbolic links the script may seem to lie outside of its own project. */
function realPlaces(request: ProjectRequest): { root: string; script: string } {
  const root = path.resolve(request.root);
  const script = path.resolve(request.script);
  const below = pathBelow(root, script);
  if (below !== undefined) return { root, script: below };
  try {
    return { root, script: slashes(path.relative(realpathSync(root), realpathSync(script))) };
  } catch {
    return { root, script: slashes(path.relative(root, script)) };
  }
}

function slashes(file: string): string {
  return file.split(path.sep).join('/');
}

async function readPythonFile(root: string, file: string): Promise<Result<PythonFile, Diagnostic>> {
  const refused = (message: string): Result<PythonFile, Diagnostic> =>
    failure({ severity: 'error', message, place: { file, line: 1 } });
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path.join(root, file));
  } catch (error) {
    return refused(`${file} cannot be read: ${messageOf(error)}.`);
  }
  const decoded = decodeText(bytes);
  if (!decoded.ok) return refused(`${file} ${decoded.failure}.`);
  return success({ path: file, ...decoded.value, tree: parsePython(decoded.value.text) });
}
