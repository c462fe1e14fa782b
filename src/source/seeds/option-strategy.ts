import type { SeedStrategy } from '../../core/seed-strategy.js';
import type { Project } from '../project.js';
import { integerLiteral } from './call-arguments.js';
import { configValues } from './config-seeds.js';
import { decoratedFunction, implicitOptions } from './entry-functions.js';
import { seedReach } from './seed-flow.js';
import { givenValue, scriptOptions, type ScriptOption } from './script-options.js';
import type { SeedContext } from './seed-value.js';

type OptionStrategy = SeedStrategy & { kind: 'option' };

/** What an option for the seed of the whole training is called, the most usual first; not `--data-seed`. */
const SEED_NAMES = [
  'seed',
  'random_seed',
  'manual_seed',
  'manualSeed',
  'rng_seed',
  'global_seed',
  'base_seed',
  'torch_seed',
  'train_seed',
  'random_state',
];

/** An option as it could be used; `firstSeed` is undefined where the sources do not say an integer. */
interface Candidate {
  readonly option: string;
  readonly style: 'separate' | 'equals';
  readonly flags: readonly string[];
  readonly name: string;
  readonly entryFunctions: readonly string[];
  readonly defaultSeed: number | undefined;
}

/**
 * The option that gives the script its seed, provided its value is seen to reach a call that seeds.
 * A default of None counts as seed 0: without the option the probe seeds the libraries with the seed index.
 */
export function optionStrategy(context: SeedContext): OptionStrategy | undefined {
  if (isStartedByAShell(context.scriptArguments)) return undefined;
  for (const candidate of candidates(context.project)) {
    const given = givenSeed(candidate, context.scriptArguments);
    if (given === 'unusable') continue;
    const firstSeed = given ?? candidate.defaultSeed;
    if (firstSeed === undefined) continue;
    const { reachesSeed, movesSplit } = seedReach(context.project, candidate);
    if (!reachesSeed) continue;
    return { kind: 'option', option: candidate.option, style: candidate.style, firstSeed, movesSplit };
  }
  return undefined;
}

/** Arguments put after those of a shell script need not reach the Python script. */
function isStartedByAShell(words: readonly string[]): boolean {
  const [program = ''] = words;
  return /(?:^|\/)(?:ba|z|da)?sh$|^make$|\.sh$/.test(program);
}

function givenSeed(candidate: Candidate, words: readonly string[]): number | 'unusable' | undefined {
  const text = givenValue(candidate.flags, words);
  if (text === undefined) return undefined;
  return /^\d+$/.test(text) ? Number(text) : 'unusable';
}

function candidates(project: Project): Candidate[] {
  return SEED_NAMES.flatMap((name) => [
    ...declaredCandidates(project, name),
    ...implicitOptions(project, name).flatMap((option): Candidate[] => {
      const flags = [...new Set([`--${name}`, `--${name.replaceAll('_', '-')}`])];
      const [flag = `--${name}`] = flags;
      const entryFunctions = option.entryFunction === undefined ? [] : [option.entryFunction];
      const defaultSeed = seedOfDefault(option.default);
      return [{ option: flag, style: 'separate', flags, name, entryFunctions, defaultSeed }];
    }),
    ...hydraCandidates(project, name),
  ]);
}

function declaredCandidates(project: Project, name: string): Candidate[] {
  const all = scriptOptions(project).filter((option) => isNamed(option, name));
  const inScript = all.filter((option) => option.file.path === project.script);
  // Several scripts of a project may declare it; whose default counts is clear only for the one that runs.
  const declared = inScript.length > 0 ? inScript : all;
  const [only] = declared;
  if (only === undefined || declared.length > 1 || !only.takesInteger || isUnreachable(only)) return [];
  const option = only.flags.find((flag) => flag.startsWith('--')) ?? only.flags[0];
  if (option === undefined) return [];
  const entry = decoratedFunction(only.call);
  const defaultSeed = only.isRequired ? undefined : seedOfDefault(only.default);
  const entryFunctions = entry === undefined ? [] : [entry];
  return [{ option, style: 'separate', flags: only.flags, name: only.destination, entryFunctions, defaultSeed }];
}

function isNamed(option: ScriptOption, name: string): boolean {
  return option.flags.some((flag) => flag.replace(/^-+/, '').replaceAll('-', '_') === name);
}

/** Sub-commands take their own options only, and a fixed list of arguments takes none. */
function isUnreachable({ file }: ScriptOption): boolean {
  return /\.add_subparsers\(|\.parse_(?:known_)?args\(\s*(?:args\s*=\s*)?(?:\[|\(\s*\)|""|'')/.test(file.text);
}

function seedOfDefault(node: Parameters<typeof integerLiteral>[0]): number | undefined {
  if (node === undefined || node === null || node.type === 'none') return 0;
  return integerLiteral(node);
}

/** `seed=5` overrides the key of Hydra's configuration, where exactly one file has it at the top. */
function hydraCandidates(project: Project, name: string): Candidate[] {
  if (!project.externalImports.includes('hydra')) return [];
  const values = [...project.configFiles.values()]
    .flatMap((file) => configValues(file, name))
    .filter(({ key }) => key === name);
  const [only] = values;
  if (only === undefined || values.length > 1) return [];
  return [{ option: name, style: 'equals', flags: [name], name, entryFunctions: [], defaultSeed: only.value ?? 0 }];
}
