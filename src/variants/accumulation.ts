import { enclosingFunction, usesInFile } from '../source/name-uses.js';
import type { Node } from '../source/python-parser.js';
import { isCounted, isJoined } from './counted-names.js';
import type { RuleContext } from './rule.js';

const LEARNING_RATE = /(^|_|\b)(lr|learning_rate)(\b|["'\]])/i;
const NUMBER_OF_ITEMS =
  /\blen\(|\.size\(|\.shape\[|^(n|num_\w+|\w*count\w*|\w*total\w*|\w*steps?|batch_size)$|^self\.num_/i;

/** Why `x += term` or `x *= factor` can't go; undefined where `x` goes on without it. */
export function objectionToAccumulation(context: RuleContext, assignment: Node): string | undefined {
  const target = assignment.childForFieldName('left');
  const value = assignment.childForFieldName('right');
  const operator = assignment.childForFieldName('operator')?.text ?? '';
  if (!target || !value) return 'it is not a complete assignment';
  if (isJoined(value)) return 'it adds to text or a list, which other code may go by; say replace=';
  if (isCounted(target) || (operator !== '/=' && isCounted(value))) {
    return `\`${assignment.text}\` looks like counting sizes, positions or time, which other code goes by`;
  }
  switch (operator) {
    case '+=':
    case '-=':
      if (target.type !== 'identifier') return `\`${target.text}\` may be what the training itself builds up`;
      if (value.type === 'integer' || value.type === 'float')
        return `it counts: what goes by \`${target.text}\` would never advance`;
      return onlyContribution(context, target);
    case '*=':
      return target.type === 'identifier' || LEARNING_RATE.test(target.text) || target.type === 'subscript'
        ? undefined
        : `what else goes by \`${target.text}\` isn't known`;
    case '/=':
      return isCounted(value) || NUMBER_OF_ITEMS.test(value.text) || value.type === 'integer' || value.type === 'float'
        ? `it turns a total into an average, or another unit; what follows expects that`
        : undefined;
    default:
      return `without \`${operator}\` the value of \`${target.text}\` would be another kind of thing`;
  }
}

/** `loss = 0` and a single `loss += ...`: without it there would be no loss at all. */
function onlyContribution({ file }: RuleContext, target: Node): string | undefined {
  const own = enclosingFunction(target)?.id;
  const bindings = usesInFile(file, target).filter(
    (use) => use.role === 'binding' && use.node.id !== target.id && enclosingFunction(use.node)?.id === own,
  );
  const contributes = bindings.some(({ node }) => {
    if (/^[*/]=$/.test(node.parent?.childForFieldName('operator')?.text ?? '')) return false;
    const value = node.parent?.childForFieldName('right');
    return !value || !/^(-?\d[\d._e]*|(torch|np)\.(zeros|tensor)\(.*\)|None|\w+\.new_zeros\(.*\))$/.test(value.text);
  });
  const isParameter = bindings.length === 0 && usesInFile(file, target).some((use) => use.node.id !== target.id);
  return contributes || isParameter ? undefined : `nothing would be left in \`${target.text}\``;
}
