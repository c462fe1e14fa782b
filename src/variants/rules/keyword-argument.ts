import type { RuleDecision } from '../../core/variant.js';
import { attributeName } from '../../source/name-uses.js';
import type { Project } from '../../source/project.js';
import type { PythonFile } from '../../source/python-file.js';
import type { Node } from '../../source/python-parser.js';
import { callArguments } from '../call-arguments.js';
import { calleeName } from '../callee-name.js';
import type { Rule, RuleContext } from '../rule.js';
import { placeOf } from '../statement-of.js';
import { NEUTRAL_KEYWORDS, type NeutralKeyword } from './neutral-keywords.js';

/**
 * `weight_decay=0.05` of a library's callable: the value at which it does nothing is written in its place.
 * Dropping the argument would bring the callable's default back, which is something else.
 */
export const keywordArgument: Rule = {
  name: 'keyword-argument',
  decide({ node, file, project }: RuleContext): RuleDecision {
    const call = node.type === 'keyword_argument' ? node.parent?.parent : undefined;
    const keyword = node.childForFieldName('name')?.text;
    const value = node.childForFieldName('value');
    if (call?.type !== 'call' || keyword === undefined || value === null) return { kind: 'not-mine' };
    const callee = calleeName(file, call);
    const known = callee && NEUTRAL_KEYWORDS.find((row) => row.callee.test(callee) && row.keywords.includes(keyword));
    if (!known) return { kind: 'not-mine' };
    const { neutral } = known;
    if (isSameValue(value.text, neutral)) return abstain(`${keyword}=${value.text} already has no effect`);
    const obstacle = obstacleTo(known, keyword, call, project);
    if (obstacle !== undefined) return abstain(obstacle);
    const edit = { file: file.path, start: value.startIndex, end: value.endIndex, text: neutral };
    const note = `sets ${keyword}=${neutral}, at which it does nothing (was \`${value.text}\`)`;
    return { kind: 'edit', rule: 'keyword-argument', edits: [edit], note };
  },
};

function obstacleTo(known: NeutralKeyword, keyword: string, call: Node, project: Project): string | undefined {
  const { keywords, open } = callArguments(call);
  const conflict = known.conflictsWith?.find((name) => keywords.has(name) && keywords.get(name)?.text !== 'False');
  if (conflict !== undefined) return `the same call sets ${conflict}, which needs it`;
  if (known.conflictsWith !== undefined && open) return 'the call takes further arguments that may need it';
  const files = [...project.pythonFiles.values()];
  const again = known.unlessCalled && files.map(({ text }) => known.unlessCalled?.exec(text)?.[1]).find((name) => name);
  if (again !== undefined) return `\`${again}\` sets ${keyword} again, so that this value would not decide`;
  const entry = known.unlessInGroups && files.map((file) => entryCalled(file, keyword)).find((place) => place);
  if (entry !== undefined) return `${keyword} is set for parameter groups at ${entry}, which decides there; mark that`;
  const used = known.unlessUsed?.find((name) => usesAttribute(project, name));
  return used === undefined ? undefined : `the script uses \`.${used}\`, which would be missing without it`;
}

/** `{"params": ..., "weight_decay": 0.1}` and `group["weight_decay"] = 0.1`. */
function entryCalled(file: PythonFile, keyword: string): string | undefined {
  const isName = (node: Node | null): boolean => node?.type === 'string' && node.text.slice(1, -1) === keyword;
  const entry = file.tree.rootNode
    .descendantsOfType(['pair', 'subscript'])
    .find((node) =>
      node.type === 'pair'
        ? isName(node.childForFieldName('key')) && node.parent?.text.includes('params')
        : isName(node.childForFieldName('subscript')) && node.parent?.childForFieldName('left')?.id === node.id,
    );
  return entry && placeOf(file, entry);
}

function usesAttribute(project: Project, name: string): boolean {
  return [...project.pythonFiles.values()].some((file) =>
    file.tree.rootNode.descendantsOfType('attribute').some((attribute) => attributeName(attribute) === name),
  );
}

function isSameValue(text: string, neutral: string): boolean {
  if (text.replaceAll("'", '"').replaceAll(/\s/g, '') === neutral.replaceAll(/\s/g, '')) return true;
  return text.trim() !== '' && Number.isFinite(Number(neutral)) && Number(text) === Number(neutral);
}

function abstain(reason: string): RuleDecision {
  return { kind: 'abstain', rule: 'keyword-argument', reason };
}
