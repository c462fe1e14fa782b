import { childIn, syntaxWithin, type Syntax } from './plain-syntax.js';

/** The last name of what a call calls: `Conv2d` of `nn.Conv2d(...)`. */
export function calleeName(call: Syntax): string | undefined {
  const last = methodOf(call);
  return last?.type === 'identifier' ? last.canonical : undefined;
}

/** The method of `net.eval()`, whatever it is called on; anything else that is called as a whole. */
export function methodOf(call: Syntax): Syntax | undefined {
  const callee = childIn(call, 'function');
  return callee?.type === 'attribute' ? childIn(callee, 'attribute') : callee;
}

/** What is called in a piece of code, as it is written there. */
export function calleesIn(node: Syntax): string[] {
  return [...syntaxWithin(node)].flatMap((part) =>
    part.type === 'call' ? [childIn(part, 'function')?.canonical ?? ''] : [],
  );
}
