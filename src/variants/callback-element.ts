import { usesInFile } from '../source/name-uses.js';
import { statementOf } from './statement-of.js';
import type { RuleContext } from './rule.js';

const ACTS_ON_TRAINING =
  /^(EarlyStopping|ReduceLROnPlateau|LearningRateScheduler|StochasticWeightAveraging|WeightAveraging|EMAWeightAveraging|SwapEMAWeights|TerminateOnNaN|BackboneFinetuning)(Callback)?$/;

/** Why a callback can't leave its list; undefined where the training goes on without it. */
export function objectionToCallback({ node, file }: RuleContext): string | undefined {
  const definition = node.type === 'identifier' ? definitionOf(file, node) : node;
  const written = definition?.type === 'call' ? (definition.childForFieldName('function')?.text ?? '') : node.text;
  const className = written.split('.').at(-1) ?? '';
  if (className.includes('Checkpoint')) return `${className} writes what may be loaded again later`;
  return ACTS_ON_TRAINING.test(className)
    ? undefined
    : `whether the training can do without \`${node.text}\` isn't known`;
}

/** What the variable holds, if it is given a value once and used in this list only. */
function definitionOf(file: RuleContext['file'], identifier: RuleContext['node']): RuleContext['node'] | undefined {
  const others = usesInFile(file, identifier).filter((use) => use.node.id !== identifier.id);
  const [binding] = others;
  if (others.length !== 1 || binding?.role !== 'binding') return undefined;
  const assignment = statementOf(binding.node).namedChildren[0];
  return assignment?.childForFieldName('right') ?? undefined;
}
