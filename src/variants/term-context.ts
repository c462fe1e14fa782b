import { oneLine } from '../source/one-line.js';
import type { PythonFile } from '../source/python-file.js';
import type { Node } from '../source/python-parser.js';
import { calleeName } from './callee-name.js';
import { isMetricName } from './bookkeeping.js';
import { isCounted, isJoined } from './counted-names.js';
import { isCoefficient } from '../source/coefficient-names.js';
import { statementOf } from './statement-of.js';

const SIZES_AND_POSITIONS =
  /(^|\.)(range|arange|linspace|int|view|reshape|zeros|ones|empty|full|rand|randn|randint|expand|repeat|tile|split|chunk|narrow|unfold|pad|interpolate|round|str|min|max|slice|islice|sleep|display|format|join)$/;

/**
 * Why a number in an expression is no term that a method has or has not: a position, a size, a count, a
 * guard of what stands beside it. Undefined where it may be one.
 */
export function objectionToTermContext(file: PythonFile, term: Node, operands: readonly Node[]): string | undefined {
  if (term.type === 'integer')
    return `\`${term.text}\` may be an offset or a count; say what to put there with replace=`;
  const target = assignedTo(term);
  if (target !== undefined && (isCounted(target) || isMetricName(target.text)))
    return `\`${target.text}\` looks like a count, a time or a metric, so the expression is not about the method`;
  if (/(^|[._])(lr|learning_rate|base_lr)$/.test(term.text)) {
    return `without \`${term.text}\` the learning rate itself would be another one; say replace=`;
  }
  if (isFactor(term) && !isCoefficient(term) && /loss|kld?(_|$)|penalty|regulari[sz]/i.test(term.text)) {
    return `\`${oneLine(term.text)}\` is what the rest of the product weighs; name the whole product with term=`;
  }
  const counted = operands.find(isCounted);
  if (counted !== undefined) {
    return `\`${oneLine(counted.text)}\` looks like a count, a size, a position or a time, so the expression is not about the method`;
  }
  const turned = operands.find((operand) => /\.(mT|T|t\(\)|(transpose|permute)\([^()]*\))$/.test(operand.text));
  if (turned !== undefined || (operands[0] && /\bunsqueeze\([^()]*\)$|\bNone\]$/.test(operands[0].text))) {
    return 'operands of different shapes are combined here, so the result would have another shape without one';
  }
  const rest = operands.filter((operand) => !operand.equals(term) && !operand.text.includes(term.text));
  if (target?.text === term.text && rest.length === operands.length - 1) {
    return `nothing of what \`${term.text}\` was would be left, for no other term is made from it`;
  }
  if (isSummand(term) && !isSpread(term) && rest.length === operands.length - 1 && rest.every(isSpread)) {
    return `what would be left, \`${oneLine(rest.map(({ text }) => text).join(', '))}\`, is spread over the shape of \`${oneLine(term.text)}\``;
  }
  if (operands.some(isJoined)) return 'it is joined with text or a list';
  return sizeAround(file, term);
}

/** `pos_emb`, `self.bias`, `-self.center`: by its name one value for all samples, which broadcasting spreads. */
function isSpread(operand: Node): boolean {
  return /^-?[\w.]*(\b|_|self\.)(pos|bias|center|mean|cls_token)(_\w+)?(\[[^\]]*\])?$|^-?[\w.]*(pos_?(emb\w*|enc\w*|table))(\[[^\]]*\])?$/i.test(
    operand.text,
  );
}

function isSummand(term: Node): boolean {
  const operator = term.parent?.childForFieldName('operator')?.type;
  return operator === '+' || operator === '-';
}

function isFactor(term: Node): boolean {
  return term.parent?.type === 'binary_operator' && term.parent.childForFieldName('operator')?.type === '*';
}

/** The name that the expression around a term is assigned to. */
function assignedTo(term: Node): Node | undefined {
  const only = statementOf(term).namedChildren[0];
  return only?.type === 'assignment' ? (only.childForFieldName('left') ?? undefined) : undefined;
}

/** Why a condition joined by `and` can't go: what stands beside it needs it, or it is about the machine. */
export function objectionToCondition(term: Node): string | undefined {
  const flag = term.type === 'not_operator' ? term.childForFieldName('argument') : term;
  if (flag?.type !== 'identifier' && flag?.type !== 'attribute') {
    return `\`${oneLine(term.text)}\` may guard what stands beside it; say what to put there with replace=`;
  }
  return /(^|[._])(training|train|test|eval|is_train\w*|rank|master\w*|main_process\w*|\w*main_process\(\)|available|\w*_available|\w*_only|resume\w*|\w*(checkpoint|ckpt)|\w*_(dir|path|file)|output|finetune|push_to_hub|track\w*|with_tracking|wandb\w*|distributed|dist|device|cuda|gpu|mps|no_cuda|no_accel|no_mps|accel\w*|verbose|debug|save\w*|log\w*|dry_run|down_?sample\w*|up_?sample\w*|\w*stride\w*|\w*shape\w*)$/i.test(
    flag.text,
  )
    ? `\`${flag.text}\` says how and when the script runs, not what its method is`
    : undefined;
}

/** The index, size or layer width that a term is part of. */
function sizeAround(file: PythonFile, term: Node): string | undefined {
  let inner = term;
  for (let outer = term.parent; outer !== null && !/statement$|^block$/.test(outer.type); outer = outer.parent) {
    if (outer.type === 'slice') return 'it is part of a position';
    if (outer.type === 'comparison_operator') return 'it is part of a comparison, not of a value';
    if (outer.type === 'subscript' && outer.childForFieldName('value')?.id !== inner.id)
      return 'it is part of a position';
    if (outer.type === 'argument_list' && outer.parent?.type === 'call') {
      const callee = outer.parent.childForFieldName('function')?.text ?? '';
      const isLayer = /^(torch\.nn|keras\.layers)\.[A-Z]/.test(calleeName(file, outer.parent) ?? '');
      if (isLayer || SIZES_AND_POSITIONS.test(callee))
        return `it is part of an argument of \`${callee}\`, which may be a size`;
    }
    inner = outer;
  }
  return undefined;
}
