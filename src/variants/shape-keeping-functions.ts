import type { Project } from '../source/project.js';
import type { PythonFile } from '../source/python-file.js';
import { attributeName, bindingsOf, enclosingClass, usesOfAttribute } from '../source/name-uses.js';
import { classFamily } from '../source/name-uses-class-family.js';
import type { Node } from '../source/python-parser.js';
import { callArguments, onlyArgument } from './call-arguments.js';
import { calleeName, dottedName } from './callee-name.js';
import { expectsProbabilities } from './expects-probabilities.js';
import { modulesIn } from './module-constructors.js';

/** What becomes of a call when the function it applies is removed. */
export type AppliedFunction =
  /** The call keeps the shape of `input`, which can stand in its place. */
  | { readonly kind: 'keeps'; readonly input: Node }
  | { readonly kind: 'unsure'; readonly reason: string }
  | { readonly kind: 'unknown' };

// torch.nn.functional, torch and tf.nn: each returns a tensor of the shape and type of its first argument.
const SAME_SHAPE = new Set(
  `dropout dropout_ dropout1d dropout2d dropout3d alpha_dropout feature_alpha_dropout feature_dropout
  batch_norm instance_norm layer_norm group_norm rms_norm local_response_norm normalize
  relu relu_ relu6 leaky_relu leaky_relu_ prelu rrelu rrelu_ elu elu_ selu selu_ celu celu_ gelu silu mish tanh tanh_
  softplus softsign softshrink hardshrink tanhshrink hardtanh hardtanh_ hardswish threshold threshold_ sigmoid
  sigmoid_ hardsigmoid swish l2_normalize`.split(/\s+/),
);
const TENSOR_METHODS = /^(relu|relu_|tanh|tanh_|sigmoid|sigmoid_)$/;
const CHANGES_SHAPE =
  /^torch(\.nn\.functional)?\.(\w*pool\d?d?\w*|interpolate|upsample|flatten|pad|unfold|fold|glu|pixel_shuffle|one_hot|embedding|cat|stack|reshape|permute|transpose)$/;
const GIVES_PROBABILITIES = /(^|\.)(log_?)?soft(max|min)$|(^|\.)logsigmoid$/;

/** Decides what a call such as `F.dropout(x, 0.5)`, `x.relu()`, `self.act(x)` or `nn.ReLU()(x)` does to its input. */
export function appliedFunction(project: Project, file: PythonFile, call: Node): AppliedFunction {
  const callee = call.childForFieldName('function');
  if (call.type !== 'call' || callee === null) return { kind: 'unknown' };
  const name = calleeName(file, call);
  if (name !== undefined) return byName(project, name, call);
  if (callee.type === 'call') return byConstructor(project, file, callee, call);
  if (callee.type === 'identifier') return byDefinitions(project, file, definitionsOfVariable(file, callee), call);
  if (callee.type !== 'attribute') return { kind: 'unknown' };
  const method = attributeName(callee);
  const object = callee.childForFieldName('object');
  if (object?.text === 'self') return byDefinitions(project, file, definitionsOfAttribute(project, callee), call);
  if (GIVES_PROBABILITIES.test(method)) return probabilities(call);
  const { positional, keywords, open } = callArguments(call);
  if (!object || positional.length + keywords.size > 0 || open || !TENSOR_METHODS.test(method))
    return { kind: 'unknown' };
  if (dottedName(file, object) !== undefined) return { kind: 'unknown' };
  return method.startsWith('sigmoid') && givesScores(project, call)
    ? probabilities(call)
    : { kind: 'keeps', input: object };
}

function byName(project: Project, name: string, call: Node): AppliedFunction {
  const written = call.childForFieldName('function')?.text ?? '';
  if (/^(torch|tensorflow|keras)\./.test(name) && GIVES_PROBABILITIES.test(name)) return probabilities(call);
  if (CHANGES_SHAPE.test(name))
    return unsure(`${written} changes the shape of what it is given; what follows expects the new shape`);
  const [, short] =
    /^(?:torch|torch\.nn\.functional|torch\.special|tensorflow\.nn|keras\.activations)\.(\w+)$/.exec(name) ?? [];
  if (short === undefined || !SAME_SHAPE.has(short)) return { kind: 'unknown' };
  if (short.includes('sigmoid') && givesScores(project, call)) return probabilities(call);
  const { positional, keywords } = callArguments(call);
  const input = positional[0] ?? keywords.get('input') ?? keywords.get('x');
  return input ? { kind: 'keeps', input } : { kind: 'unknown' };
}

/** `nn.ReLU()(x)`: built and applied at once. */
function byConstructor(project: Project, file: PythonFile, constructor: Node, call: Node): AppliedFunction {
  const modules = modulesIn({ project, file }, constructor);
  if (modules.kind === 'unsure') return modules;
  const input = onlyArgument(call);
  return modules.kind === 'modules' && input ? { kind: 'keeps', input } : { kind: 'unknown' };
}

interface Definition {
  readonly file: PythonFile;
  readonly value: Node | undefined;
}

/** `self.act(x)`: sure only if every definition of it in the class and its relatives is a known module. */
function byDefinitions(
  project: Project,
  file: PythonFile,
  definitions: readonly Definition[],
  call: Node,
): AppliedFunction {
  const written = call.childForFieldName('function')?.text ?? '';
  let kept = 0;
  for (const definition of definitions) {
    if (definition.value === undefined) return { kind: 'unknown' };
    if (definition.value.type === 'none') continue;
    const modules = modulesIn({ project, file: definition.file }, definition.value);
    if (modules.kind === 'not-modules') return { kind: 'unknown' };
    if (modules.kind === 'unsure') return unsure(`${written}: ${modules.reason}`);
    kept += 1;
  }
  if (kept === 0) return { kind: 'unknown' };
  const input = onlyArgument(call);
  return input ? { kind: 'keeps', input } : unsure(`${written} is called with more than one argument`);
}

function definitionsOfVariable(file: PythonFile, identifier: Node): Definition[] {
  return bindingsOf(file, identifier).map((binding) => ({ file, value: valueAssignedTo(binding) }));
}

function definitionsOfAttribute(project: Project, attribute: Node): Definition[] {
  const owner = enclosingClass(attribute);
  if (owner === undefined) return [];
  const family = classFamily(project, owner);
  return usesOfAttribute(project, attributeName(attribute)).flatMap(({ file, node, role }) =>
    role === 'binding' &&
    node.childForFieldName('object')?.text === 'self' &&
    family.has(enclosingClass(node)?.childForFieldName('name')?.text ?? '')
      ? [{ file, value: valueAssignedTo(node) }]
      : [],
  );
}

function valueAssignedTo(target: Node): Node | undefined {
  const assignment = target.parent?.type === 'assignment' ? target.parent : undefined;
  return assignment?.childForFieldName('right') ?? undefined;
}

/** A sigmoid outside a class turns scores into what is judged or reported; inside, a loss may ask for it. */
function givesScores(project: Project, call: Node): boolean {
  return enclosingClass(call) === undefined || expectsProbabilities(project);
}

function probabilities(call: Node): AppliedFunction {
  return unsure(
    `the output of ${call.childForFieldName('function')?.text ?? ''} may be taken for probabilities, which it would no longer be`,
  );
}

function unsure(reason: string): AppliedFunction {
  return { kind: 'unsure', reason };
}
