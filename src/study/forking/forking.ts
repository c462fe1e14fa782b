import { isDeepStrictEqual } from 'node:util';
import type { ForkingUse } from '../../core/forking.js';
import type { Result } from '../../core/result.js';
import type { Variant } from '../../core/variant.js';
import { editedProject } from '../../checks/edited-project.js';
import type { Startup } from '../../execution/executor.js';
import { ForkServer, type ForkServerState } from '../../execution/fork-server/fork-server.js';
import { isKnownLibrary } from '../../execution/fork-server/known-libraries.js';
import { mayChangeImports, type HeadImport } from '../../source/head-imports.js';
import type { Project } from '../../source/project.js';
import type { ForkingPlan } from './plan-forking.js';

/** Whether the runs of a study are forked: not before the baseline showed that it makes no difference. */
export class Forking implements AsyncDisposable {
  /** Absent where it was ruled out from the start. */
  readonly server: ForkServer | undefined;
  /** Why it was ruled out. */
  readonly obstacle: string | undefined;
  readonly #project: Project;
  readonly #plan: ForkingPlan | undefined;
  readonly #head: readonly HeadImport[];
  readonly #startups = new WeakMap<Variant, Startup>();
  #learned: readonly string[] = [];
  #opened: Promise<ForkServerState> | undefined;
  #use: ForkingUse | undefined;

  constructor(project: Project, plan: Result<ForkingPlan, string>, logFile: string) {
    this.#project = project;
    this.#plan = plan.ok ? plan.value : undefined;
    this.#head = this.#plan?.request.modules ?? [];
    this.obstacle = plan.ok ? undefined : plan.failure;
    this.server = plan.ok ? new ForkServer({ ...plan.value.request, logFile }) : undefined;
  }

  /** What is imported in advance. */
  get modules(): readonly string[] {
    return [...new Set([...this.#head.map(({ module }) => module), ...this.#learned])];
  }

  /** The same as packages, those that the script names itself. */
  get libraries(): readonly string[] {
    return [...new Set(this.#head.map(({ module }) => module.replace(/\..*/, '')))];
  }

  /**
   * Also imports in advance the libraries that come later in the script: `packages` are all that a run had imported. Not
   * where the project has code before which they cannot be imported.
   */
  learn(packages: readonly string[]): void {
    if ([...this.#project.pythonFiles.values()].some(({ text }) => mayChangeImports(text))) return;
    this.#learned = packages.filter(isKnownLibrary);
  }

  /** Undefined while it is not known yet. */
  get use(): ForkingUse | undefined {
    return this.#use;
  }

  /** Begins with the imports while something else runs. */
  prepare(): void {
    void this.server?.state;
  }

  /** Whether the server may be forked, with all imported that was learned before; absent where there is none. */
  open(): Promise<ForkServerState> | undefined {
    this.#opened ??= this.#importAll();
    return this.#opened;
  }

  settle(use: ForkingUse): void {
    this.#use = use;
  }

  /** A variant that changes what is imported at the head of the script gets processes of its own. */
  startupOf(variant: Variant | undefined): Startup {
    if (this.#use?.kind !== 'forked' || variant === undefined || this.#plan === undefined) return 'own-process';
    const known = this.#startups.get(variant);
    if (known !== undefined) return known;
    const head = this.#plan.headOf(editedProject(this.#project, variant.edits));
    const startup = isDeepStrictEqual(head, this.#head) ? 'forked' : 'own-process';
    this.#startups.set(variant, startup);
    return startup;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server?.[Symbol.asyncDispose]();
  }

  #importAll(): Promise<ForkServerState> | undefined {
    if (this.#learned.length > 0) this.server?.importMore(this.#learned.map((module) => ({ module, names: [] })));
    return this.server?.state;
  }
}
