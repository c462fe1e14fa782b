import type { Evidence } from '../../core/verdict.js';
import { methodOf } from '../syntax/callee.js';
import type { Difference } from '../syntax/difference.js';
import { childIn, placeOf, syntaxAround, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import { short } from './excerpt.js';
import { protectedRole } from './protected-names.js';

const FORBIDDEN_CALLS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:subprocess\.|os\.(?:system|popen|exec|spawn|fork|kill)|pty\.|multiprocessing\.Process)/,
    'starts another program',
  ],
  [/^(?:requests|urllib|http|socket|ftplib|wandb|mlflow|aiohttp|httpx)\b/, 'uses the network'],
  [
    /^(?:eval|exec|compile|__import__|importlib\.|runpy\.|ctypes\.|types\.FunctionType)/,
    'runs code that is not in the file',
  ],
  [/^(?:sys\.exit|os\._exit|os\.abort|exit|quit)$/, 'ends the program early'],
  [
    /^(?:os\.environ|os\.getenv|sys\.settrace|sys\.setprofile|sys\._getframe|inspect\.|gc\.get_objects)/,
    'asks how it is being run',
  ],
  [
    /(?:^open$|\.open$|read_text|read_bytes|read_csv|read_json|read_pickle|read_parquet|json\.loads?$|pickle\.loads?$|torch\.load$|np\.load|numpy\.load|np\.loadtxt|np\.genfromtxt|joblib\.load|yaml\.\w*load|load_state_dict)/,
    'reads a file or a state that the baseline does not',
  ],
  [
    /(?:write_text|write_bytes|\.to_csv$|json\.dump$|pickle\.dump$|torch\.save$|np\.savez?$|joblib\.dump|shutil\.|os\.(?:remove|rename|unlink|makedirs|replace))/,
    'writes files that the baseline does not',
  ],
  [/^(?:setattr|delattr|globals|locals|vars)$/, 'changes objects behind their back'],
  [/(?:requires_grad_|\.detach$|\.detach_$|\.freeze$)/, 'freezes something'],
  [/(?:manual_seed|random\.seed|seed_everything|set_rng_state|\.seed$|set_seed)/, 'sets a seed'],
];

/** What no ablation has to add, wherever it stands and whatever else accounts for the change. */
export function findNovelties(differences: readonly Difference[]): Evidence[] {
  // `values.detach()` of a line that went may stand where its name stood.
  const detached = new Set(
    differences
      .flatMap(basesOf)
      .filter(isDetached)
      .map(({ canonical }) => canonical),
  );
  return differences.flatMap((difference) => {
    if (difference.kind === 'deleted' || difference.kind === 'unwrapped') return [];
    const { variant } = difference;
    const before = new Set(
      difference.kind === 'replaced' ? [...syntaxWithin(difference.base)].map((part) => part.canonical) : [],
    );
    const added = difference.kind === 'wrapped' ? headOf(variant) : [...syntaxWithin(variant)];
    return [
      ...added
        .filter(({ canonical }) => !before.has(canonical) && !detached.has(canonical))
        .flatMap((part) => forbiddenIn(part)),
      ...hardCodedMetric(difference),
    ];
  });
}

function basesOf(difference: Difference): Syntax[] {
  return difference.kind === 'deleted' || difference.kind === 'replaced' ? [...syntaxWithin(difference.base)] : [];
}

function isDetached(node: Syntax): boolean {
  return node.type === 'call' && methodOf(node)?.canonical === 'detach';
}

/** The compound statement without the body that was there before. */
function headOf(node: Syntax): Syntax[] {
  return [
    node,
    ...node.children.filter((child) => child.type !== 'block').flatMap((child) => [...syntaxWithin(child)]),
  ];
}

function forbiddenIn(node: Syntax): Evidence[] {
  switch (node.type) {
    case 'call': {
      const callee = childIn(node, 'function')?.text.replaceAll(/\s/g, '') ?? '';
      const found = FORBIDDEN_CALLS.find(([pattern]) => pattern.test(callee));
      return found === undefined ? [] : [novelty(node, `\`${short(node)}\` ${found[1]}`)];
    }
    case 'attribute':
      return /^(?:os\.environ|sys\.argv|sys\.modules)$/.test(node.text)
        ? [novelty(node, `\`${node.text}\` asks how it is being run`)]
        : [];
    case 'try_statement':
      return [novelty(node, 'a new `try` hides failures')];
    case 'raise_statement':
      return [novelty(node, `\`${short(node)}\` ends the program early`)];
    case 'break_statement':
    case 'continue_statement':
      return [novelty(node, `a new \`${node.text}\` shortens a loop`)];
    case 'return_statement':
      return isInLoop(node) ? [novelty(node, `\`${short(node)}\` leaves a loop early`)] : [];
    case 'if_statement':
      return /^(?:False|0|not True)$/.test(childIn(node, 'condition')?.text ?? '')
        ? [novelty(node, 'code was put under `if False` instead of being removed')]
        : [];
    case 'global_statement':
      return [novelty(node, `\`${short(node)}\` is new`)];
    default:
      return [];
  }
}

function isInLoop(node: Syntax): boolean {
  for (const outer of syntaxAround(node)) {
    if (outer.type === 'function_definition') return false;
    if (outer.type === 'for_statement' || outer.type === 'while_statement') return true;
  }
  return false;
}

/** A number that stands where a measured value stood. */
function hardCodedMetric(difference: Difference): Evidence[] {
  if (difference.kind === 'deleted' || difference.kind === 'unwrapped' || difference.kind === 'wrapped') return [];
  const { variant } = difference;
  const name = variant.type === 'assignment' ? childIn(variant, 'left')?.text : undefined;
  const value = variant.type === 'assignment' ? childIn(variant, 'right') : undefined;
  const isNumber = value !== undefined && ['float', 'integer'].includes(value.type);
  return isNumber && name !== undefined && protectedRole(name) === 'the metric' && difference.kind === 'inserted'
    ? [novelty(variant, `\`${short(variant)}\` sets a measured value by hand`)]
    : [];
}

function novelty(node: Syntax, message: string): Evidence {
  return { severity: 'rejected', aspect: 'forbidden-novelty', message, place: placeOf(node) };
}
