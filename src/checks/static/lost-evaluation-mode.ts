import type { Evidence } from '../../core/verdict.js';
import type { Project } from '../../source/project.js';
import { calleeName } from '../syntax/callee.js';
import { covers, placeOf, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import { rootsOf, type Comparison } from './comparison.js';
import type { Target } from './target.js';

/** Whether the last `model.eval()` went with a name that went: what is evaluated now still drops out and normalises by batch. */
export function judgeEvaluationMode({ base, variant }: Comparison, target: Target): Evidence[] {
  const before = evaluationCalls(base).filter((call) => !target.nodes.some((node) => covers(node, call)));
  const [first] = before;
  if (first === undefined || evaluationCalls(variant).length > 0) return [];
  return [
    {
      severity: 'rejected',
      aspect: 'protected-settings',
      message: `\`${first.text}\` went, so that nothing is put into evaluation mode any more`,
      place: placeOf(first),
    },
  ];
}

function evaluationCalls(project: Project): Syntax[] {
  return [...rootsOf(project)].flatMap((root) =>
    [...syntaxWithin(root)].filter(
      (node) => node.type === 'call' && calleeName(node) === 'eval' && node.children[0]?.type === 'attribute',
    ),
  );
}
