import type { Node } from '../source/python-parser.js';

const NOT_A_STEP: readonly (readonly [RegExp, string])[] = [
  [
    /^(cuda|gpu|device|mps|tpu|distributed|ddp|parallel|rank|master|process|world|amp|half|fp16|bf16|workers|seed|seeds|deterministic|benchmark|accel|accelerator|precision|prefetch|prefetching|checkpointing|memory|fsdp)$/,
    'chooses where or how to compute',
  ],
  [
    /^(verbose|debug|log|logging|logger|print|plot|show|wandb|tensorboard|writer|progress|quiet|tqdm|report|render|track|msg|message)$/,
    'is about output',
  ],
  [
    /^(train|inference|predict|eval|evaluate|evaluation|test|val|valid|validation|validate|best|score|acc|accuracy|metric|patience)$/,
    'chooses between training and evaluation',
  ],
  [/^(save|resume|checkpoint|ckpt|load|pretrained|restore|exists|download|path|file|dir)$/, 'is about files'],
  [
    /^(shape|size|stride|channel|channels|plane|planes|inplanes|dim|dims|ndim|len|width|height|downsample|features)$/,
    'depends on shapes',
  ],
  [/^(isinstance|hasattr|callable|type|name|argv|platform|version)$/, 'asks what something is'],
  [/^(isnan|isfinite|isinf|nan|inf)$/, 'is a safeguard'],
];

/**
 * Why a condition is not the switch of an optional step, in words that follow "the condition"; undefined when
 * it is one: a flag, a number compared with a literal, a chance (`random.random() < p`), a time (`epoch > start`).
 */
export function reasonNotASwitch(condition: Node): string | undefined {
  const words = [
    ...condition.descendantsOfType('identifier'),
    ...condition.descendantsOfType('string_content'),
  ].flatMap((node) => node.text.toLowerCase().split(/[_\W]+/));
  for (const [pattern, reason] of NOT_A_STEP) if (words.some((word) => pattern.test(word))) return reason;
  return isSwitch(condition) ? undefined : 'is not a plain switch';
}

function isSwitch(condition: Node): boolean {
  switch (condition.type) {
    case 'identifier':
    case 'attribute':
      return true;
    case 'subscript':
      return condition.childForFieldName('subscript')?.type === 'string';
    case 'call':
      return (condition.childForFieldName('function')?.text ?? '').endsWith('.get');
    case 'parenthesized_expression':
    case 'not_operator':
    case 'boolean_operator':
      return condition.namedChildren.every(isSwitch);
    case 'comparison_operator':
      return isSwitchComparison(condition);
    default:
      return false;
  }
}

function isSwitchComparison(comparison: Node): boolean {
  const [left, right, ...more] = comparison.namedChildren;
  if (!left || !right || more.length > 0 || !/^([<>]=?|!=)$/.test(comparison.children[1]?.type ?? '')) return false;
  if ([left, right].some((side) => isChance(side))) return true;
  if ([left, right].some((side) => isTime(side))) return /[<>]/.test(comparison.children[1]?.type ?? '');
  return isSwitch(left) && /^(integer|float|true|false)$/.test(right.type);
}

function isChance(node: Node): boolean {
  const callee = node.type === 'call' ? (node.childForFieldName('function')?.text ?? '') : '';
  return (
    node.type === 'call' &&
    /(^|\.)(random|rand|uniform|random_sample|item)$/.test(callee) &&
    /rand|uniform/.test(node.text)
  );
}

function isTime(node: Node): boolean {
  return /^(self\.)?(current_|global_)?(epoch|step|iteration|iter)(_?(idx|num|i))?$/.test(node.text);
}
