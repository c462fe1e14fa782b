import type { Node } from '../source/python-parser.js';

/** The arguments of a call as they are written. */
export interface CallArguments {
  readonly positional: readonly Node[];
  readonly keywords: ReadonlyMap<string, Node>;
  /** `*args` or `**kwargs` stands among them, so that there may be more. */
  readonly open: boolean;
}

/** Reads the arguments of a `call` node; `f(x for x in y)` counts as one positional argument. */
export function callArguments(call: Node): CallArguments {
  const list = call.childForFieldName('arguments');
  const positional: Node[] = [];
  const keywords = new Map<string, Node>();
  let open = false;
  for (const argument of list?.type === 'argument_list' ? list.namedChildren : list ? [list] : []) {
    if (argument.type === 'comment') continue;
    if (argument.type === 'list_splat' || argument.type === 'dictionary_splat') open = true;
    else if (argument.type === 'keyword_argument') {
      const value = argument.childForFieldName('value');
      if (value) keywords.set(argument.childForFieldName('name')?.text ?? '', value);
    } else positional.push(argument);
  }
  return { positional, keywords, open };
}

/** The argument for a parameter, by its name or its position (from 0). */
export function argument(call: CallArguments, name: string, position: number): Node | undefined {
  return call.keywords.get(name) ?? call.positional[position];
}

/** The one thing a call such as `drop(x)` or `drop(input=x)` is applied to, if it takes nothing else. */
export function onlyArgument(call: Node): Node | undefined {
  const { positional, keywords, open } = callArguments(call);
  if (open || positional.length + keywords.size !== 1) return undefined;
  return positional[0] ?? keywords.get('input') ?? keywords.get('x');
}
