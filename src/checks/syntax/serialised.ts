import type { Form } from './form.js';

/** Numbers the variables that the function itself gives a value, in the order of their appearance. */
export function numberLocals(form: Form, fixed: ReadonlySet<string>): Form {
  const locals = new Map<string, string>();
  const collect = (part: Form, isBinding: boolean): void => {
    const binds = isBinding || part.field === 'left';
    if (part.type === 'identifier' && binds && !locals.has(part.text) && !fixed.has(part.text))
      locals.set(part.text, `$${locals.size}`);
    const inherits = binds && /_list$|_pattern$|^tuple$/.test(part.type);
    for (const child of part.children) collect(child, inherits);
  };
  collect(form, false);
  const rename = (part: Form, parent: Form | undefined): Form => {
    const isKeyword = parent?.type === 'keyword_argument' && part.field === 'name';
    const isVariable = part.type === 'identifier' && part.field !== 'attribute' && !isKeyword;
    const text = isVariable ? (locals.get(part.text) ?? part.text) : part.text;
    return { ...part, text, children: part.children.map((child) => rename(child, part)) };
  };
  return rename(form, undefined);
}

/** Functions of the libraries that are methods of tensors and arrays as well, and give the same for the same. */
export const AS_METHODS =
  /^(?:softmax|log_softmax|relu|sigmoid|tanh|flatten|mean|sum|reshape|permute|transpose|squeeze|unsqueeze|exp|log|sqrt|abs|matmul|norm|argmax|max|min|clamp|stack|cat)$/;

/** The tree as text; equal texts compute the same. */
export function serialise(form: Form): string {
  if (form.children.length === 0) return form.text === '' ? `${form.type}()` : form.text;
  const subtracted = subtraction(form);
  if (subtracted !== undefined) return serialise(subtracted);
  const asMethod = methodCall(form);
  if (asMethod !== undefined) return asMethod;
  return `${form.type}(${form.children.map(serialise).join(' ')})`;
}

/** `x += -y` is `x -= y`. */
function subtraction(form: Form): Form | undefined {
  const [left, operator, right] = form.children;
  if (form.type !== 'augmented_assignment' || operator?.text !== '+=' || right?.type !== 'unary_operator')
    return undefined;
  const [sign, operand] = right.children;
  if (left === undefined || sign?.text !== '-' || operand === undefined) return undefined;
  return { ...form, children: [left, { ...operator, text: '-=' }, { ...operand, field: 'right' }] };
}

/** `F.softmax(x, dim=1)`, `torch.softmax(x, dim=1)` and `x.softmax(dim=1)`. */
function methodCall(form: Form): string | undefined {
  if (form.type !== 'call') return undefined;
  const callee = form.children.find((child) => child.field === 'function');
  const args = form.children.find((child) => child.field === 'arguments')?.children ?? [];
  if (callee?.type !== 'attribute') return undefined;
  const object = callee.children.find((child) => child.field === 'object');
  const name = callee.children.find((child) => child.field === 'attribute')?.text ?? '';
  if (object === undefined || !AS_METHODS.test(name)) return undefined;
  const isLibrary = object.type === 'identifier' && /^(?:F|torch|functional|np|numpy)$/.test(object.text);
  const operands = isLibrary ? args : [object, ...args];
  return `method ${name}(${operands.map(serialise).join(' ')})`;
}
