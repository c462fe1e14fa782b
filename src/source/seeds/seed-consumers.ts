import { unreachable } from '../../core/unreachable.js';
import type { Node } from '../python-parser.js';
import type { Callee } from './callee.js';
import { keywordArgument, positionalArgument } from './call-arguments.js';

/** The expression that a call takes as its seed. */
export interface SeedArgument {
  readonly expression: Node;
  /** The call fails on `None`, so that whatever stands there is a number. */
  readonly refusesNone: boolean;
  /** `global`: seeds a library; `generator`: makes or seeds one generator; `parameter`: `random_state=` and the like. */
  readonly role: 'global' | 'generator' | 'parameter';
}

interface Consumer {
  readonly position: number;
  readonly keyword: string;
  readonly refusesNone: boolean;
  readonly role: 'global' | 'generator';
}

function consumer(role: Consumer['role'], keyword: string, refusesNone: boolean): Consumer {
  return { position: 0, keyword, refusesNone, role };
}

const GLOBAL = consumer('global', 'seed', true);
const GENERATOR = consumer('generator', 'seed', false);

/** By full name. Libraries' own documentation; the keyword is the parameter's name there. */
const CONSUMERS: ReadonlyMap<string, Consumer> = new Map([
  ['random.seed', consumer('global', 'a', false)],
  ['random.Random', consumer('generator', 'x', false)],
  ['numpy.random.seed', consumer('global', 'seed', false)],
  ['numpy.random.SeedSequence', consumer('generator', 'entropy', false)],
  ...['default_rng', 'RandomState', 'PCG64', 'PCG64DXSM', 'MT19937', 'Philox', 'SFC64'].map(
    (name): [string, Consumer] => [`numpy.random.${name}`, GENERATOR],
  ),
  ...[
    'torch.manual_seed torch.random.manual_seed torch.cuda.manual_seed torch.cuda.manual_seed_all torch.mps.manual_seed',
    'torch.xpu.manual_seed torch.xpu.manual_seed_all torch_geometric.seed_everything paddle.seed mindspore.set_seed',
    'tensorflow.random.set_seed tensorflow.set_random_seed tensorflow.compat.v1.set_random_seed',
    'tensorflow.compat.v1.random.set_random_seed tensorflow.keras.utils.set_random_seed keras.utils.set_random_seed',
    'lightning.seed_everything lightning.pytorch.seed_everything pytorch_lightning.seed_everything',
    'pytorch_lightning.utilities.seed.seed_everything lightning_fabric.seed_everything lightning.fabric.seed_everything',
    'transformers.set_seed transformers.trainer_utils.set_seed accelerate.utils.set_seed ignite.utils.manual_seed',
    'monai.utils.set_determinism cupy.random.seed mxnet.random.seed torch_geometric.seed.seed_everything',
  ]
    .flatMap((names) => names.split(' '))
    .map((name): [string, Consumer] => [name, GLOBAL]),
  ['pyro.set_rng_seed', consumer('global', 'rng_seed', true)],
  ['jax.random.PRNGKey', consumer('generator', 'seed', true)],
  ['jax.random.key', consumer('generator', 'seed', true)],
  ['keras.random.SeedGenerator', GENERATOR],
  ['tensorflow.random.Generator.from_seed', consumer('generator', 'seed', true)],
]);

/** Libraries of which `random_state=` and `seed=` are known to be seeds. */
const LIBRARIES_WITH_SEED_PARAMETERS = new Set(
  (
    'sklearn xgboost lightgbm catboost imblearn torch torchvision tensorflow keras jax flax optax numpy scipy pandas gym gymnasium ' +
    'stable_baselines3 sb3_contrib transformers datasets optuna umap hdbscan statsmodels skorch cuml pyod tslearn sktime ' +
    'interpret ngboost torch_geometric timm pytorch_lightning lightning functools skopt shap'
  ).split(' '),
);

/** Methods of which `seed=` and `random_state=` are seeds, whatever the object: environments, distributions, data. */
const METHODS_WITH_SEED_PARAMETERS = new Set(['reset', 'rvs', 'sample', 'shuffle', 'train_test_split', 'split']);

const SEED_PARAMETERS = ['random_state', 'seed', 'random_seed'];

/**
 * The names that calls of seed consumers end in, for a quick first look; a call with a seed among its keyword
 * arguments may have any name.
 */
export function mayConsumeSeed(name: string, call: Node): boolean {
  return CONSUMER_NAMES.has(name) || /\b(?:random_state|seed|random_seed)\s*=/.test(call.text);
}

const CONSUMER_NAMES = new Set([
  'seed',
  'manual_seed',
  ...[...CONSUMERS.keys()].map((name) => name.split('.').at(-1) ?? ''),
]);

/** The seed that a call consumes, where it is known to consume one. Calls into the project never do themselves. */
export function seedArgument(callee: Callee, call: Node): SeedArgument | undefined {
  switch (callee.kind) {
    case 'library': {
      const known = CONSUMERS.get(callee.name);
      if (known !== undefined) return argumentOf(call, known);
      if (!LIBRARIES_WITH_SEED_PARAMETERS.has(callee.name.split('.')[0] ?? '')) return undefined;
      return methodSeed(callee.name.split('.').at(-1) ?? '', call) ?? seedParameter(call);
    }
    case 'method':
      return (
        methodSeed(callee.name, call) ??
        (METHODS_WITH_SEED_PARAMETERS.has(callee.name) || callee.receiver.text === 'super()'
          ? seedParameter(call)
          : undefined)
      );
    case 'project':
    case 'other':
      return undefined;
    default:
      return unreachable(callee);
  }
}

/** `generator.manual_seed(5)` of torch, `env.action_space.seed(5)` of gym, `rng.seed(5)`. */
function methodSeed(name: string, call: Node): SeedArgument | undefined {
  if (name === 'manual_seed') return argumentOf(call, consumer('generator', 'seed', true));
  return name === 'seed' ? argumentOf(call, GENERATOR) : undefined;
}

function argumentOf(call: Node, { position, keyword, refusesNone, role }: Consumer): SeedArgument | undefined {
  const expression = keywordArgument(call, keyword) ?? positionalArgument(call, position);
  if (expression === undefined || expression.type === 'keyword_argument') return undefined;
  return { expression, refusesNone, role };
}

function seedParameter(call: Node): SeedArgument | undefined {
  for (const name of SEED_PARAMETERS) {
    const expression = keywordArgument(call, name);
    if (expression !== undefined) return { expression, refusesNone: false, role: 'parameter' };
  }
  return undefined;
}
