import type { ChangeKind } from '../fingerprint/comparison-target.js';
import { isAttribute } from '../syntax/name-key.js';
import type { Names } from '../syntax/names.js';
import { childIn, statementAround, syntaxAround, type Syntax } from '../syntax/plain-syntax.js';

const LOSS = /loss|criterion|objective|kld|entropy|penalty/i;
const OPTIMIZER = /optim|SGD|Adam|momentum|weight_decay|nesterov|grad|backward/i;
const SCHEDULER = /sched|warm_?up|\bLR\b|LR\(|lr_lambda|anneal/i;
const DATA =
  /data|loader|augment|transform|crop|flip|noise|shift|feature|column|token|mask|mixup|perturb|corrupt|outlier|encod|target|standardi[sz]|normali[sz]|log1p/i;
const PRECISION = /autocast|\bamp\b|half\(|float16|GradScaler/i;
const ESTIMATOR = /Pipeline|Scaler|PCA|Imputer|Encoder|Classifier|Regressor|Select|Poly|Voting|Stacking|estimator/i;

/** The kinds that the words of a text speak of. */
export function kindsInWords(text: string): ChangeKind[] {
  const spoken: readonly (readonly [RegExp, ChangeKind])[] = [
    [LOSS, 'loss'],
    [OPTIMIZER, 'optimizer'],
    [SCHEDULER, 'scheduler'],
    [DATA, 'data'],
    [ESTIMATOR, 'estimator'],
    [PRECISION, 'other'],
  ];
  return spoken.flatMap(([pattern, kind]) => (pattern.test(text) ? [kind] : []));
}

/**
 * What a component may change when it goes, by where its code stands and by the words there. Generous, since the
 * sources were compared as well: a statement of the script itself that is about no loss and no optimizer may make data.
 */
export function kindsOf(nodes: readonly Syntax[], names: Names): ReadonlySet<ChangeKind> {
  const statements = nodes.flatMap((node) => [statementAround(node), ...usesOf(node, names).map(statementAround)]);
  return new Set(statements.flatMap(kindsOfStatement));
}

/** Where a name that the marked code gives to a value or function is read; attributes are found in the running model. */
function usesOf(node: Syntax, names: Names): Syntax[] {
  const isName = statementAround(node) === node && node.type !== 'with_statement' && node.type !== 'for_statement';
  if (!isName && !node.type.endsWith('default_parameter')) return [];
  return [...names.boundIn(node)].filter((key) => !isAttribute(key)).flatMap((key) => names.placesOf(key).reads);
}

function kindsOfStatement(statement: Syntax): ChangeKind[] {
  const body = statement.type === 'with_statement' ? childIn(statement, 'body') : undefined;
  const text = statement.text.slice(0, body === undefined ? 2000 : body.start - statement.start);
  const around = [...syntaxAround(statement)].flatMap((outer) =>
    outer.type === 'function_definition' ? [childIn(outer, 'name')?.text ?? ''] : [],
  );
  const spoken = kindsInWords([text, ...around].join('\n'));
  if (isInModule(statement)) return [...spoken, 'modules'];
  const modules: ChangeKind[] = /self\.|nn\./.test(text) ? ['modules'] : [];
  const isOfTraining = LOSS.test(text) || OPTIMIZER.test(text) || SCHEDULER.test(text);
  return [...spoken, ...modules, ...(isOfTraining ? [] : ['data' as const])];
}

/** In a class that is called on tensors: `nn.Module`, a Keras layer. */
function isInModule(node: Syntax): boolean {
  const owner = [...syntaxAround(node)].find(({ type }) => type === 'class_definition');
  if (owner === undefined) return false;
  const bases = childIn(owner, 'superclasses')?.text ?? '';
  const methods = childIn(owner, 'body')?.children ?? [];
  return /Module|Layer|Model\b/.test(bases) || methods.some((each) => childIn(each, 'name')?.canonical === 'forward');
}
