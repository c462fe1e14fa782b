import type { RuleDecision } from '../../core/variant.js';
import { attributeName, usesOfName } from '../../source/name-uses.js';
import type { Node } from '../../source/python-parser.js';
import { lineEndAfter, lineStartBefore } from '../../source/text-lines.js';
import { calleeName, dottedName } from '../callee-name.js';
import type { Rule, RuleContext } from '../rule.js';
import { placeOf } from '../statement-of.js';
import { wrapsTransparently } from '../transparent-decorator.js';

const SEPARABLE = /^(torch\.(compile|autocast|jit\.script|jit\.script_if_tracing)|functools\.(lru_cache|cache))$/;

/** `@torch.compile`, or a decorator of the project that only transforms what goes in or out: its line goes. */
export const decorator: Rule = {
  name: 'decorator',
  decide({ file, project, node }: RuleContext): RuleDecision {
    const marked = node.type === 'decorator' ? node : node.parent;
    if (marked?.type !== 'decorator') return { kind: 'not-mine' };
    const expression = marked.namedChildren.find((child) => child.type !== 'comment');
    const definition = marked.parent?.childForFieldName('definition');
    const name = definition?.childForFieldName('name');
    if (!expression || !definition || !name) return abstain('what it decorates is not clear');
    const reason = reasonToKeep({ file, project }, expression, definition);
    if (reason !== undefined) return abstain(reason);
    const reached = usesOfName(project, file, name).find(
      ({ node: use }) => use.parent?.type === 'attribute' && use.parent.childForFieldName('object')?.id === use.id,
    );
    const attribute = reached?.node.parent;
    if (reached && attribute && definition.type === 'function_definition') {
      return abstain(
        `\`${name.text}.${attributeName(attribute)}\` at ${placeOf(reached.file, attribute)} may come from the decorator`,
      );
    }
    const start = lineStartBefore(file.text, marked.startIndex);
    const edits = [{ file: file.path, start, end: lineEndAfter(file.text, marked.endIndex), text: '' }];
    return {
      kind: 'edit',
      rule: 'decorator',
      edits,
      note: `removes \`${marked.text.replace(/\s*#.*$/s, '')}\` from \`${name.text}\``,
    };
  },
};

function reasonToKeep(
  context: Pick<RuleContext, 'file' | 'project'>,
  expression: Node,
  definition: Node,
): string | undefined {
  const written = expression.type === 'call' ? (expression.childForFieldName('function')?.text ?? '') : expression.text;
  const name = expression.type === 'call' ? calleeName(context.file, expression) : dottedName(context.file, expression);
  if (name !== undefined && SEPARABLE.test(name)) return undefined;
  const last = written.slice(written.lastIndexOf('.') + 1);
  if (
    /^(property|staticmethod|classmethod|setter|getter|cached_property|abstractmethod|overload|override|dataclass|define|contextmanager|singledispatch)$/.test(
      last,
    )
  ) {
    return `\`@${written}\` is part of what \`${definition.childForFieldName('name')?.text ?? ''}\` is; without it the code that uses it breaks`;
  }
  if (/^(no_grad|inference_mode|enable_grad)$/.test(last)) {
    return `\`@${written}\` decides what gradients are kept, not how the model learns`;
  }
  if (/^(click|hydra|app|pytest|typer|fire|ray|wandb)\b/.test(name ?? written)) {
    return `\`@${written}\` is how the function is started`;
  }
  return wrapsTransparently(context.file, expression, definition);
}

function abstain(reason: string): RuleDecision {
  return { kind: 'abstain', rule: 'decorator', reason };
}
