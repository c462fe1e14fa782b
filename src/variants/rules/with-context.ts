import type { Edit } from '../../core/edit.js';
import type { RuleDecision } from '../../core/variant.js';
import { unwrapBlock } from '../../source/dedent-block.js';
import { usesInFile } from '../../source/name-uses.js';
import type { Node } from '../../source/python-parser.js';
import { callArguments } from '../call-arguments.js';
import { calleeName } from '../callee-name.js';
import type { Rule, RuleContext } from '../rule.js';
import { placeOf } from '../statement-of.js';

/** `with torch.autocast("cuda"):` or an EMA scope: the context goes, its body stays, moved left. */
export const withContext: Rule = {
  name: 'with-context',
  decide(context: RuleContext): RuleDecision {
    const item = markedItem(context.node);
    if (item === undefined) return { kind: 'not-mine' };
    if (item === 'several') return abstain('the statement opens several contexts; say which is meant with term=');
    const statement = item.parent?.parent;
    const body = statement?.childForFieldName('body');
    if (!statement || !body || statement.children[0]?.type === 'async') return abstain('it is an asynchronous context');
    const value = item.childForFieldName('value');
    const opened = value?.type === 'as_pattern' ? value.namedChildren[0] : value;
    const reason = opened ? reasonToKeep(context, opened) : 'the context is empty';
    if (reason !== undefined) return abstain(reason);
    const used = value ? useOfTarget(context, value) : undefined;
    if (used !== undefined)
      return abstain(`\`${used.text}\`, which the context provides, is used at ${placeOf(context.file, used)}`);
    const siblings = itemsOf(statement);
    const edits = siblings.length > 1 ? dropItem(context, siblings, item) : unwrapBlock(context.file, statement, body);
    if (edits === undefined) return abstain('the indentation of the body leaves no sure way to move it left');
    return { kind: 'edit', rule: 'with-context', edits, note: `runs the body without \`${opened?.text ?? ''}\`` };
  },
};

/** The context that is meant: the only one of the statement, or the one that `term=` names. */
function markedItem(node: Node): Node | 'several' | undefined {
  if (node.type === 'with_statement' || node.type === 'with_clause') {
    const items = itemsOf(node.type === 'with_clause' && node.parent ? node.parent : node);
    return items.length === 1 ? items[0] : 'several';
  }
  for (let outer: Node | null = node; outer !== null && outer.startIndex === node.startIndex; outer = outer.parent) {
    if (outer.type === 'with_item') return outer;
    if (outer.type === 'with_clause' || outer.type === 'block') return undefined;
  }
  return undefined;
}

function itemsOf(statement: Node): Node[] {
  const clause = statement.namedChildren.find((child) => child.type === 'with_clause');
  return (clause?.namedChildren ?? []).filter((child) => child.type === 'with_item');
}

function reasonToKeep({ file }: RuleContext, opened: Node): string | undefined {
  if (opened.type !== 'call') return `what \`${opened.text}\` does is decided elsewhere`;
  const written = opened.childForFieldName('function')?.text ?? '';
  const name = calleeName(file, opened) ?? written;
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (last === 'autocast') {
    const enabled = callArguments(opened).keywords.get('enabled')?.type;
    return enabled === 'false' ? `\`${written}\` is switched off already` : undefined;
  }
  if (/^(average_parameters|ema_scope|ema_parameters|apply_ema|use_ema|swap_ema\w*)$/.test(last)) return undefined;
  if (/(^|\.)\w*ema\w*\.(scope|applied|swapped?|average\w*)$/i.test(written)) return undefined;
  if (/^(no_grad|inference_mode|enable_grad|set_grad_enabled)$/.test(last)) {
    return `\`${written}\` decides what gradients are kept, not how the model learns`;
  }
  if (/^(open|GradientTape|Session|Graph|device|ThreadPoolExecutor|Pool|tqdm|SummaryWriter|start_run)$/.test(last)) {
    return `the body needs what \`${written}\` provides`;
  }
  if (/^(nullcontext|no_sync|profile|record_function|detect_anomaly|set_detect_anomaly|catch_warnings)$/.test(last)) {
    return `\`${written}\` has no effect on what is learned`;
  }
  return `what \`${written}\` changes isn't known`;
}

function useOfTarget({ file }: RuleContext, value: Node): Node | undefined {
  if (value.type !== 'as_pattern') return undefined;
  const target = value.namedChildren.find((child) => child.type === 'as_pattern_target')?.namedChildren[0];
  if (target?.type !== 'identifier') return target;
  return usesInFile(file, target).find((use) => use.node.id !== target.id)?.node;
}

function dropItem({ file }: RuleContext, items: readonly Node[], item: Node): Edit[] {
  const index = items.findIndex((other) => other.id === item.id);
  const next = items[index + 1];
  const previous = items[index - 1];
  const [start, end] =
    next !== undefined ? [item.startIndex, next.startIndex] : [previous?.endIndex ?? item.startIndex, item.endIndex];
  return [{ file: file.path, start, end, text: '' }];
}

function abstain(reason: string): RuleDecision {
  return { kind: 'abstain', rule: 'with-context', reason };
}
