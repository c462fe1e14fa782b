import { attributeName, scopeOfIdentifier, usesOfAttribute, usesOfName, type Use } from '../source/name-uses.js';
import { walk, type Node } from '../source/python-parser.js';
import { calleeName } from './callee-name.js';
import { modulesIn } from './module-constructors.js';
import type { RuleContext } from './rule.js';
import { appliedFunction } from './shape-keeping-functions.js';
import { placeOf, statementOf } from './statement-of.js';

const LEAVES = /^(return|raise|break|continue|assert)_statement$|^(yield|await)$/;
const NOT_A_STEP =
  /(^|\.)(print|backward|zero_grad|eval|evaluate|validate|test|save|load|load_state_dict|log|info|debug|warning|write|add_scalar|exit|parse_args|add_argument|seed|manual_seed|set_seed|seed_everything|DataLoader|DataParallel|DistributedDataParallel|cuda|to|device|to_device|set_device)$|optim\w*\.step$|scaler\.(step|update)$/;

const AVERAGES_WEIGHTS =
  /^(self\.)?\w*(ema|swa)\w*\.(update\w*|step)$|(^|[._])(update_ema|ema_update|ema_step|update_parameters)$/i;

/** Why the body of an `if` cannot simply never run; undefined if all that follows does without it. */
export function reasonBodyIsNeeded(
  context: RuleContext,
  statement: Node,
  body: Node,
  otherwise: Node | undefined,
): string | undefined {
  for (const node of ownNodes(body)) {
    const at = placeOf(context.file, node);
    if (LEAVES.test(node.type)) return `the branch leaves the code around it at ${at}`;
    if (node.type === 'augmented_assignment' && /(\*|\/\/)=\s*\d+$/.test(node.text)) {
      return `\`${node.text}\` at ${at} changes a number that other things may be sized by`;
    }
    if (node.type !== 'call') continue;
    const callee = node.childForFieldName('function')?.text ?? '';
    if (AVERAGES_WEIGHTS.test(callee)) {
      return `\`${callee}\` at ${at} keeps averaged weights up to date, which would be evaluated without it; mark what uses them instead`;
    }
    if (NOT_A_STEP.test(callee)) return `\`${callee}\` at ${at} is not an optional step`;
    const reason = shapeChange(context, node);
    if (reason !== undefined) return reason;
  }
  return missingName(context, statement, body, otherwise) ?? missingAttribute(context, statement, body, otherwise);
}

/** The nodes that run as part of the body: not the insides of functions defined there. */
function* ownNodes(node: Node): Generator<Node> {
  yield node;
  if (node.type === 'function_definition' || node.type === 'class_definition' || node.type === 'lambda') return;
  for (const child of node.children) yield* ownNodes(child);
}

function shapeChange({ project, file }: RuleContext, call: Node): string | undefined {
  const name = calleeName(file, call);
  if (name !== undefined && /^(torch\.nn|keras\.layers)\.[A-Z]\w*$/.test(name) && !/Loss$|\.Parameter$/.test(name)) {
    const modules = modulesIn({ project, file }, call);
    if (modules.kind === 'unsure' && !modules.reason.endsWith('does nothing already')) return modules.reason;
    return undefined;
  }
  const applied = appliedFunction(project, file, call);
  if (applied.kind === 'unsure') return applied.reason;
  const callee = call.childForFieldName('function')?.text ?? '';
  if (/\.(view|reshape|flatten|permute|transpose|unsqueeze|squeeze|repeat|expand)$/.test(callee))
    return `\`${callee}\` changes the shape`;
  const isUnknownModule =
    /^self\.\w+$/.test(callee) && applied.kind === 'unknown' && !isAdded(call) && isHeldModule(call, project);
  return isUnknownModule ? `whether \`${callee}\` keeps the shape of its input isn't known` : undefined;
}

/** What is added to something of the right shape has that shape itself. */
function isAdded(call: Node): boolean {
  for (let outer = call.parent; outer !== null; outer = outer.parent) {
    if (outer.type === 'augmented_assignment') return true;
    if (outer.type === 'binary_operator' && /^[-+]$/.test(outer.childForFieldName('operator')?.type ?? '')) return true;
    if (outer.type === 'block') return false;
  }
  return false;
}

/** `self.attn(x)` where `attn` is an attribute that is assigned somewhere: a submodule, not a method. */
function isHeldModule(call: Node, project: RuleContext['project']): boolean {
  const callee = call.childForFieldName('function');
  return callee !== null && usesOfAttribute(project, attributeName(callee)).some((use) => use.role === 'binding');
}

/** A name the branch gives a value, that is needed elsewhere and may then have none. */
function missingName(
  { project, file }: RuleContext,
  statement: Node,
  body: Node,
  otherwise: Node | undefined,
): string | undefined {
  for (const node of walk(body)) {
    if (node.type !== 'identifier') continue;
    const scope = scopeOfIdentifier(file, node);
    if (scope === undefined || (scope.kind !== 'module' && isWithin(scope.node, body))) continue;
    const uses = usesOfName(project, file, node).filter((use) => use.role !== 'mention');
    if (!uses.some((use) => use.node.id === node.id && use.role === 'binding')) continue;
    const outside = uses.filter((use) => use.file.path !== file.path || !isWithin(use.node, body));
    const needed = outside.find((use) => use.role === 'read' || use.node.parent?.type === 'augmented_assignment');
    if (needed === undefined) continue;
    const given = outside.some(
      (use) => use.role === 'binding' && use.file.path === file.path && isGivenBefore(use, statement, otherwise),
    );
    if (!given) return onlySetHere(node, needed);
  }
  return undefined;
}

function onlySetHere(node: Node, needed: Use): string {
  return `\`${node.text}\`, which only this branch is sure to set, is used at ${placeOf(needed.file, needed.node)}`;
}

function missingAttribute(
  { project, file }: RuleContext,
  statement: Node,
  body: Node,
  otherwise: Node | undefined,
): string | undefined {
  for (const node of body.descendantsOfType('attribute')) {
    // Every parameter has these.
    if (/^(requires_grad|data|grad)$/.test(attributeName(node))) continue;
    const uses = usesOfAttribute(project, attributeName(node));
    if (!uses.some((use) => use.node.id === node.id && use.role === 'binding')) continue;
    const outside = uses.filter((use) => use.file.path !== file.path || !isWithin(use.node, body));
    const needed = outside.find((use) => use.role !== 'binding');
    if (needed === undefined) continue;
    const given = outside.some(
      (use) =>
        use.role === 'binding' &&
        use.file.path === file.path &&
        use.node.text === node.text &&
        isGivenBefore(use, statement, otherwise),
    );
    if (!given) return onlySetHere(node, needed);
  }
  return undefined;
}

/** Set on every way to the code behind the `if`: a parameter, a statement before it in a block around it, or its `else`. */
function isGivenBefore({ node }: Use, statement: Node, otherwise: Node | undefined): boolean {
  if (otherwise !== undefined && isWithin(node, otherwise)) return statementOf(node).parent?.id === otherwise.id;
  if (node.startIndex > statement.startIndex) return false;
  let binder = node;
  while (binder.parent !== null && !/^(block|module|function_definition|for_statement)$/.test(binder.parent.type))
    binder = binder.parent;
  const holder = binder.parent;
  if (holder?.type === 'for_statement' || holder?.type === 'function_definition') return isWithin(statement, holder);
  for (let outer: Node | null = statement; outer !== null; outer = outer.parent)
    if (outer.parent?.id === holder?.id) return true;
  return false;
}

function isWithin(node: Node, outer: Node): boolean {
  return outer.startIndex <= node.startIndex && node.endIndex <= outer.endIndex;
}
