import { oneLine } from '../source/one-line.js';
import { attributeName, bindingsOf, enclosingFunction, usesInFile, usesOfAttribute } from '../source/name-uses.js';
import type { Node } from '../source/python-parser.js';
import { callArguments } from './call-arguments.js';
import { calleeName } from './callee-name.js';
import { objectionToTransform } from './transform-element.js';
import { projectDefinitions } from './project-callable.js';
import type { RuleContext } from './rule.js';
import { shapeOfModule } from './shape-keeping-modules.js';
import { placeOf, statementOf } from './statement-of.js';

/** Whether what a call does is an optional step of a training. */
export type OptionalCall =
  { readonly kind: 'optional'; readonly meaning: string } | { readonly kind: 'not-known'; readonly reason: string };

const PROJECT_STEP =
  /^_?(clip|augment|perturb|jitter|add_\w*noise|apply_\w*noise|adjust_learning_rate|adjust_lr|decay_learning_rate|decay_lr|lr_decay|regulari[sz]e)(_|$)|_clip(ping)?$/i;

/** Decides it for gradient clipping, schedules, initialisation, shuffling and the like. */
export function decideOptionalCall(context: RuleContext, call: Node): OptionalCall {
  const { file } = context;
  const callee = call.childForFieldName('function');
  const written = callee?.text ?? '';
  const name = calleeName(file, call);
  const method = written.split('.').at(-1) ?? '';
  if (/^clip_grad(ient)?s?(_norm_?|_value_?|_by_\w+)?$/.test(method)) {
    return isDefinedWithValue(context, call) ?? optional('gradient clipping');
  }
  if (method === 'step') return decideScheduler(context, call, callee);
  if (/^torch\.nn\.init\.\w+_$/.test(name ?? '') || isInitialiser(call, method))
    return decideInitialisation(context, call);
  if (/^(ema|swa)/i.test(written.replace(/^self\./, '')) || /^update_parameters$|_ema$/.test(method)) {
    return notKnown(
      'the averaged weights would be evaluated without ever having been updated; mark what uses them instead',
    );
  }
  if (/^(random|numpy\.random)\.shuffle$/.test(name ?? '') || /^rng\.shuffle$/.test(written))
    return decideShuffle(call);
  if (/^(clamp|clip)_$/.test(method) && callee?.type === 'attribute') return optional('the bound on the values');
  if (method === 'append' || method === 'add') return decideAppended(context, call, callee);
  if (PROJECT_STEP.test(method) && projectDefinitions(context.project, file, call).length > 0) {
    return isDefinedWithValue(context, call) ?? optional('the call');
  }
  return notKnown(
    `what \`${written}\` does isn't known, so whether the rest can do without it isn't either; say replace=`,
  );
}

/** A function that returns something does its work there; as a statement it would have no effect. */
function isDefinedWithValue({ project, file }: RuleContext, call: Node): OptionalCall | undefined {
  const returning = projectDefinitions(project, file, call).find(({ node }) =>
    node.descendantsOfType('return_statement').some((statement) => statement.namedChildCount > 0),
  );
  const name = returning?.node.childForFieldName('name')?.text ?? '';
  return (
    returning && notKnown(`\`${name}\` returns a value, which is not used here, so what the call does isn't known`)
  );
}

function decideScheduler({ file, project }: RuleContext, call: Node, callee: Node | null): OptionalCall {
  const receiver = callee?.childForFieldName('object');
  const bindings =
    receiver?.type === 'identifier'
      ? bindingsOf(file, receiver)
      : receiver?.type === 'attribute'
        ? usesOfAttribute(project, attributeName(receiver)).flatMap((use) => (use.role === 'binding' ? [use.node] : []))
        : [];
  const values = bindings.map((binding) => binding.parent?.childForFieldName('right'));
  const isBuiltHere = values.some(
    (value) =>
      value?.type === 'call' && /lr_scheduler\.|^transformers\.get_\w*schedule/.test(calleeName(file, value) ?? ''),
  );
  const isNamedSo = /sched/i.test(receiver?.text ?? '');
  if (!isBuiltHere && !isNamedSo) return notKnown(`what \`${call.text}\` steps isn't known`);
  const warm = values.find((value) => value && /warm_?up|OneCycle|LambdaLR|LinearLR|CyclicLR/i.test(value.text));
  return warm
    ? notKnown(
        `\`${oneLine(warm.text)}\` starts at another learning rate than the optimizer's, which would then stay for good`,
      )
    : optional('the learning-rate schedule');
}

/** `self.apply(init_weights)`, `net._init_weights()`. */
function isInitialiser(call: Node, method: string): boolean {
  if (/^_?(init|initiali[sz]e|reset)_?(weights?|params|parameters)_?$/.test(method)) return true;
  const [argument] = callArguments(call).positional;
  return method === 'apply' && argument !== undefined && /init|weights/i.test(argument.text);
}

/** Layers have an initialisation of their own; `torch.empty` has none. */
function decideInitialisation({ project }: RuleContext, call: Node): OptionalCall {
  const raw = [...project.pythonFiles.values()].find(({ text }) =>
    /\btorch\.(empty|empty_like|Tensor|FloatTensor)\(|\.new_empty\(|\bUninitializedParameter\b/.test(text),
  );
  return raw === undefined
    ? optional('the initialisation')
    : notKnown(`\`${oneLine(call.text)}\` may be all that fills memory which ${raw.path} creates uninitialised`);
}

/** Before an epoch it is a part of the method; before a split it would change what is measured. */
function decideShuffle(call: Node): OptionalCall {
  const own = enclosingFunction(call)?.id;
  for (let outer = call.parent; outer !== null && outer.id !== own; outer = outer.parent) {
    if (outer.type === 'for_statement' || outer.type === 'while_statement') return optional('the shuffling');
  }
  return notKnown('shuffling once may decide which data is tested on; mark a shuffle inside the training loop');
}

/** `layers.append(nn.Dropout(0.5))`, `model.add(layers.Dropout(0.5))`. */
function decideAppended(context: RuleContext, call: Node, callee: Node | null): OptionalCall {
  const { file, project } = context;
  const receiver = callee?.childForFieldName('object');
  const [item] = callArguments(call).positional;
  if (receiver?.type !== 'identifier' || item?.type !== 'call')
    return notKnown(`what goes by \`${receiver?.text ?? ''}\` isn't known`);
  const position = usesInFile(file, receiver).find((use) => isPositional(use.node));
  if (position !== undefined)
    return notKnown(`\`${receiver.text}\` is used by position at ${placeOf(file, position.node)}`);
  const shape = shapeOfModule(project, file, item);
  if (shape.kind === 'keeps') return isFirst(context, call, receiver) ?? optional('the layer');
  const objection = objectionToTransform({ ...context, node: item });
  return objection === undefined
    ? optional('the transform')
    : notKnown(shape.kind === 'unsure' ? shape.reason : objection);
}

/** What comes behind the first layer may overwrite the input in place. */
function isFirst({ file }: RuleContext, call: Node, receiver: Node): OptionalCall | undefined {
  const earlier = usesInFile(file, receiver).some(
    ({ node, role }) =>
      role === 'read' && node.startIndex < call.startIndex && /\.(append|add|extend)$/.test(node.parent?.text ?? ''),
  );
  const binding = bindingsOf(file, receiver)[0];
  const isFilled =
    binding !== undefined && !/=\s*(\[\]|list\(\)|(\w+\.)*Sequential\(\))$/.test(statementOf(binding).text);
  return earlier || isFilled || !/inplace\s*=\s*True/.test(file.text)
    ? undefined
    : notKnown('it comes first, and what follows works in place on its input');
}

function isPositional(node: Node): boolean {
  const { parent } = node;
  if (parent?.type === 'subscript') return parent.childForFieldName('value')?.id === node.id;
  if (parent?.type === 'attribute') return /\.(layers|insert|pop|index|get_layer)$/.test(parent.text);
  return /^(enumerate|zip|len)$/.test(parent?.parent?.childForFieldName('function')?.text ?? '');
}

function optional(meaning: string): OptionalCall {
  return { kind: 'optional', meaning };
}

function notKnown(reason: string): OptionalCall {
  return { kind: 'not-known', reason };
}
