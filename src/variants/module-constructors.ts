import type { Edit } from '../core/edit.js';
import type { Node } from '../source/python-parser.js';
import { calleeName, expressionFor } from './callee-name.js';
import type { RuleContext } from './rule.js';
import { shapeOfModule, type ModuleShape } from './shape-keeping-modules.js';

interface KeepingConstructor {
  readonly call: Node;
  readonly shape: Extract<ModuleShape, { kind: 'keeps' }>;
}

export type ModulesOfValue =
  | { readonly kind: 'modules'; readonly constructors: readonly KeepingConstructor[] }
  | { readonly kind: 'unsure'; readonly reason: string }
  | { readonly kind: 'not-modules' };

/**
 * The shape-keeping constructor calls that a value consists of: `nn.Dropout(0.5)`, or each side of
 * `nn.BatchNorm2d(c) if bn else nn.Identity()` (where `nn.Identity()` and `None` stay).
 */
export function modulesIn(context: Pick<RuleContext, 'project' | 'file'>, value: Node): ModulesOfValue {
  if (value.type === 'call') {
    const moved = builtAndMoved(value);
    if (moved !== undefined) return modulesIn(context, moved);
    const shape = shapeOfModule(context.project, context.file, value);
    if (shape.kind === 'keeps') return { kind: 'modules', constructors: [{ call: value, shape }] };
    if (shape.kind === 'nothing') return { kind: 'unsure', reason: `\`${value.text}\` does nothing already` };
    return looksLikeModule(context, value) ? shape : { kind: 'not-modules' };
  }
  if (value.type !== 'conditional_expression') return { kind: 'not-modules' };
  const [chosen, , other] = value.namedChildren;
  const constructors: KeepingConstructor[] = [];
  for (const side of [chosen, other]) {
    if (side === undefined) return { kind: 'not-modules' };
    if (side.type === 'none') continue;
    const found = modulesIn(context, side);
    if (found.kind === 'modules') constructors.push(...found.constructors);
    else if (side.type !== 'call' || shapeOfModule(context.project, context.file, side).kind !== 'nothing')
      return found;
  }
  return constructors.length === 0 ? { kind: 'not-modules' } : { kind: 'modules', constructors };
}

/** `nn.Dropout(0.5).to(device)`: the constructor inside. */
function builtAndMoved(call: Node): Node | undefined {
  const callee = call.childForFieldName('function');
  const object = callee?.type === 'attribute' ? callee.childForFieldName('object') : undefined;
  const method = callee?.childForFieldName('attribute')?.text ?? '';
  return object?.type === 'call' && /^(to|cuda|cpu)$/.test(method) ? object : undefined;
}

/** Calls of functions are other rules' business; of what is surely a layer this rule says why it stays. */
function looksLikeModule({ file }: Pick<RuleContext, 'file'>, call: Node): boolean {
  const name = calleeName(file, call);
  if (name !== undefined && /^(torch\.nn|keras\.layers|timm\.layers|torchvision\.ops)\.[A-Z]\w*$/.test(name)) {
    return !/^torch\.nn\.(Parameter|\w*Loss)$/.test(name);
  }
  const target = call.parent?.childForFieldName('left')?.text ?? '';
  return name === undefined && target.startsWith('self.') && /norm|drop|act\b|activation|relu|gelu/i.test(call.text);
}

export type IdentityEdits =
  | { readonly kind: 'edits'; readonly edits: readonly Edit[]; readonly note: string }
  | { readonly kind: 'unsure'; readonly reason: string };

/** Puts the library's module that does nothing in the place of each constructor call. */
export function identityInPlaceOf(
  { file }: Pick<RuleContext, 'file'>,
  constructors: readonly KeepingConstructor[],
): IdentityEdits {
  const edits: Edit[] = [];
  const notes: string[] = [];
  for (const { call, shape } of constructors) {
    // Keras has had an Identity layer only since 2.10; an Activation that is linear it always had.
    const target = shape.library === 'torch' ? 'torch.nn.Identity' : 'keras.layers.Activation';
    const written = expressionFor(file, call, target);
    if (written === undefined)
      return { kind: 'unsure', reason: `${target} can't be reached through the file's imports` };
    const text = shape.library === 'torch' ? `${written}()` : `${written}("linear")`;
    edits.push({ file: file.path, start: call.startIndex, end: call.endIndex, text });
    notes.push(`puts \`${text}\` in the place of \`${call.text.replace(/\s+/g, ' ')}\``);
  }
  return { kind: 'edits', edits, note: notes.join(' and ') };
}
