import { readdir, stat } from 'node:fs/promises';
import type { Dirent } from 'node:fs';
import path from 'node:path';
import { unreachable } from '../../core/unreachable.js';
import { classifyFile } from './classify-file.js';
import { isNeverNeededFolder, isOutputFolder, liesInDataFolder, soundsLikeOutput } from './file-names.js';
import { readIgnoredByGit, type IgnoredByGit } from './ignored-by-git.js';
import { compileInputs, type InputPatterns } from './input-patterns.js';
import { mentionsFolderAbove } from './mentions-folder-above.js';
import { readSurroundings } from './surroundings.js';
import { VIRTUAL_ENVIRONMENT, type LeftOut, type WorkspacePlan } from './workspace-plan.js';

/** A folder with more files than this and no source is linked as a whole, not file by file. */
const MANY_FILES = 200;

/** What tells the folder of a study, wherever --out had it. */
const FILES_OF_STUDY = ['events.jsonl', 'study.json'];

export interface WorkspaceQuestion {
  /** Absolute. */
  readonly projectRoot: string;
  /** Where studies lie and where runs work, when inside the project: never part of a copy. Absolute. */
  readonly excluded: readonly string[];
  /** Paths and globs the user says a run needs, relative to the root. */
  readonly inputs: readonly string[];
  /** Files the study reads: the script, imported modules, configuration. Relative to the root. */
  readonly sources: readonly string[];
  /** Every word of the command and of the arguments that variants and seeds add. */
  readonly words: readonly string[];
}

/** Decides what of the project each run gets, and how. The rule stands at `classifyFile`. */
export async function planWorkspace(question: WorkspaceQuestion): Promise<WorkspacePlan> {
  const { projectRoot } = question;
  const survey = new Survey(
    projectRoot,
    new Set(question.sources),
    compileInputs(question.inputs, projectRoot),
    new Set(question.excluded.map((directory) => path.resolve(directory))),
    await readIgnoredByGit(projectRoot),
  );
  const root = await survey.readDirectory('', undefined);
  return {
    projectRoot,
    directories: root.directories.toSorted(),
    copies: root.copies.toSorted(),
    links: root.links.toSorted(),
    leftOut: root.leftOut.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    notes: root.notes.toSorted(),
    surroundings: (await mentionsFolderAbove(projectRoot, root.copies, question.words))
      ? await readSurroundings(projectRoot, question.excluded)
      : [],
  };
}

/** What a folder and all below it come to. */
interface Branch {
  readonly directories: string[];
  readonly copies: string[];
  readonly links: string[];
  readonly leftOut: LeftOut[];
  readonly notes: string[];
  /** Holds a source or an input, so that it cannot be one link. */
  isNeeded: boolean;
}

function emptyBranch(): Branch {
  return { directories: [], copies: [], links: [], leftOut: [], notes: [], isNeeded: false };
}

class Survey {
  readonly #root: string;
  readonly #sources: ReadonlySet<string>;
  readonly #inputs: InputPatterns;
  readonly #excluded: ReadonlySet<string>;
  readonly #git: IgnoredByGit;

  constructor(
    root: string,
    sources: ReadonlySet<string>,
    inputs: InputPatterns,
    excluded: ReadonlySet<string>,
    git: IgnoredByGit,
  ) {
    this.#root = root;
    this.#sources = sources;
    this.#inputs = inputs;
    this.#excluded = excluded;
    this.#git = git;
  }

  /** `outputOf`: the output folder this one lies in, of which only inputs are taken. */
  async readDirectory(folder: string, outputOf: string | undefined): Promise<Branch> {
    const branch = emptyBranch();
    for (const entry of await this.#entriesOf(folder)) {
      const relativePath = path.posix.join(folder, entry.name);
      if (this.#excluded.has(path.join(this.#root, relativePath))) continue;
      const facts = entry.isFile() ? undefined : await this.#statOf(entry, relativePath);
      if (facts === 'broken') branch.leftOut.push({ path: relativePath, reason: 'a link that leads nowhere' });
      else if (entry.isDirectory()) await this.#addDirectory(branch, entry.name, relativePath, outputOf);
      else if (facts === 'directory') await this.#addLinkedDirectory(branch, entry.name, relativePath, outputOf);
      else if (facts === 'file' || entry.isFile()) await this.#addFile(branch, relativePath, outputOf);
    }
    return branch;
  }

  async #entriesOf(folder: string): Promise<Dirent[]> {
    return readdir(path.join(this.#root, folder), { withFileTypes: true }).catch(() => []);
  }

  async #statOf(entry: Dirent, relativePath: string): Promise<'file' | 'directory' | 'broken' | 'other'> {
    if (!entry.isSymbolicLink()) return 'other';
    const target = await stat(path.join(this.#root, relativePath)).catch(() => undefined);
    if (target === undefined) return 'broken';
    return target.isDirectory() ? 'directory' : target.isFile() ? 'file' : 'other';
  }

  async #addDirectory(branch: Branch, name: string, folder: string, outputOf: string | undefined): Promise<void> {
    if (isNeverNeededFolder(name)) return;
    const inside = await this.#namesIn(folder);
    if (isStudy(inside)) return;
    const reason = outputOf === undefined ? await this.#reasonToLeaveOut(name, folder, inside) : undefined;
    if (reason !== undefined) branch.leftOut.push({ path: folder, reason });
    const isOutput = reason !== undefined || outputOf !== undefined;
    if (isOutput && this.#inputs.isEmpty) return;
    const below = await this.readDirectory(folder, isOutput ? (outputOf ?? folder) : undefined);
    if (isOutput && !below.isNeeded) return;
    const linkWhole =
      !below.isNeeded && below.leftOut.length === 0 && below.links.length + below.copies.length > MANY_FILES;
    if (linkWhole) {
      branch.links.push(folder);
      return;
    }
    branch.directories.push(folder, ...below.directories);
    branch.copies.push(...below.copies);
    branch.links.push(...below.links);
    branch.leftOut.push(...below.leftOut);
    branch.notes.push(...below.notes);
    branch.isNeeded ||= below.isNeeded;
  }

  /** A link to a folder stays a link, unless sources lie in it: then an edit would reach the user's own. */
  async #addLinkedDirectory(branch: Branch, name: string, folder: string, outputOf: string | undefined): Promise<void> {
    if (this.#holdsSource(folder)) return this.#addDirectory(branch, name, folder, outputOf);
    if (isNeverNeededFolder(name)) return;
    const inside = await this.#namesIn(folder);
    if (isStudy(inside)) return;
    const isInput = this.#inputs.matches(`${folder}/`);
    const reason = outputOf ?? (await this.#reasonToLeaveOut(name, folder, inside));
    if (reason === undefined || isInput) branch.links.push(folder);
    else if (outputOf === undefined) branch.leftOut.push({ path: folder, reason });
    branch.isNeeded ||= isInput;
  }

  async #namesIn(folder: string): Promise<ReadonlySet<string>> {
    return new Set((await this.#entriesOf(folder)).map((entry) => entry.name));
  }

  async #reasonToLeaveOut(name: string, folder: string, names: ReadonlySet<string>): Promise<string | undefined> {
    if (this.#holdsSource(folder)) return undefined;
    if (names.has('pyvenv.cfg') || names.has('conda-meta')) return VIRTUAL_ENVIRONMENT;
    if (liesInDataFolder(`${folder}/.`)) return undefined;
    const ignored = await this.#git.ignores(folder, true);
    const looksLikeOutput = isOutputFolder(name) || (ignored && soundsLikeOutput(name));
    // A package of the project may be called `results` too; what git keeps and Python can import is one.
    const isPackage = !ignored && [...names].some((each) => each.endsWith('.py'));
    if (!looksLikeOutput || isPackage) return undefined;
    return `named like an output of earlier runs${ignored ? ' and ignored by git' : ''}; list what the script needs of it in \`inputs:\``;
  }

  async #addFile(branch: Branch, file: string, outputOf: string | undefined): Promise<void> {
    const isInput = this.#inputs.matches(file);
    if (outputOf !== undefined && !isInput) return;
    const isSource = this.#sources.has(file);
    const facts = await stat(path.join(this.#root, file)).catch(() => undefined);
    if (facts === undefined) return;
    const isIgnoredByGit = await this.#git.ignores(file, false);
    const decision = classifyFile({ path: file, sizeBytes: facts.size, isSource, isInput, isIgnoredByGit });
    branch.isNeeded ||= isSource || isInput || (decision.kind === 'copy' && file.endsWith('.py'));
    switch (decision.kind) {
      case 'copy':
        branch.copies.push(file);
        break;
      case 'link':
        branch.links.push(file);
        if (decision.note !== undefined) branch.notes.push(decision.note);
        break;
      case 'leave-out':
        branch.leftOut.push({ path: file, reason: decision.reason });
        break;
      case 'skip':
        break;
      default:
        unreachable(decision);
    }
  }

  #holdsSource(folder: string): boolean {
    return [...this.#sources].some((source) => source.startsWith(`${folder}/`));
  }
}

/** Each study would else have all former ones in it. */
function isStudy(names: ReadonlySet<string>): boolean {
  return FILES_OF_STUDY.every((file) => names.has(file));
}
