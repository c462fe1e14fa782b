import { attributeName, usesInFile } from '../source/name-uses.js';
import type { Node } from '../source/python-parser.js';
import { callArguments } from './call-arguments.js';
import { CHANGES_KIND } from './changes-kind.js';
import { calleeName } from './callee-name.js';
import { projectFunction } from './project-callable.js';
import type { RuleContext } from './rule.js';
import { reasonNotTheSameKind } from './same-kind-returned.js';

/** What of a call's arguments can stand in the call's place. */
export type KeptInput =
  { readonly kind: 'kept'; readonly input: Node } | { readonly kind: 'unsure'; readonly reason: string };

// numpy and torch: each works element by element, so that shape and kind stay.
const ELEMENTWISE = /^(numpy|torch)\.(log1p|log|log2|log10|sqrt|cbrt|square|abs|tanh|arcsinh|clip|clamp|sign)$/;
const SCALERS =
  /^sklearn\.preprocessing\.(StandardScaler|MinMaxScaler|MaxAbsScaler|RobustScaler|Normalizer|QuantileTransformer|PowerTransformer)$/;

/** Decides it for numeric functions, scalers, and functions of the project that give their first argument back. */
export function keptInput(context: RuleContext, call: Node): KeptInput {
  const { project, file } = context;
  const callee = call.childForFieldName('function');
  const { positional, open } = callArguments(call);
  const [input] = positional;
  const written = callee?.text ?? '';
  const unknown = unsure(`whether \`${written}\` gives back what it is given, only changed, isn't known; say replace=`);
  if (/(^|\.)[A-Z]\w*$/.test(written)) {
    return unsure(`it builds a \`${written}\` for later; mark the place where that acts, or say replace=`);
  }
  if (!callee || !input || open) return unknown;
  const name = calleeName(file, call);
  if (name !== undefined && ELEMENTWISE.test(name)) {
    const undone = [...project.pythonFiles.values()].some(({ text }) => /\b(expm1|exp|sinh|power)\(/.test(text));
    return undone && !/cl(ip|amp)$/.test(name)
      ? unsure(`the script also has an inverse of \`${written}\`, which would then stand alone`)
      : { kind: 'kept', input };
  }
  if (callee.type === 'attribute' && attributeName(callee) === 'fit_transform') {
    return fitTransform(context, callee, input) ?? unknown;
  }
  if (CHANGES_KIND.test(written)) return unsure(`\`${written}\` may change the kind or size of what it is given`);
  const called =
    callee.type === 'identifier' || name !== undefined ? projectFunction(project, file, callee) : undefined;
  if (called === undefined) return unknown;
  const reason = reasonNotTheSameKind({ ...context, file: called.file }, called.definition, called.parameter);
  return reason === undefined ? { kind: 'kept', input } : unsure(reason);
}

/** `StandardScaler().fit_transform(X)`: fitted here and used nowhere else. */
function fitTransform({ file }: RuleContext, callee: Node, input: Node): KeptInput | undefined {
  const scaler = callee.childForFieldName('object');
  if (scaler?.type !== 'call') {
    return unsure(
      `\`${scaler?.text ?? ''}\` is fitted here for use elsewhere; mark it as a step of a pipeline instead`,
    );
  }
  if (!SCALERS.test(calleeName(file, scaler) ?? '')) return undefined;
  const indexed =
    input.type === 'identifier' && usesInFile(file, input).some(({ node }) => node.parent?.type === 'subscript');
  return indexed
    ? unsure(`\`${input.text}\` is indexed, which works differently where it was not scaled`)
    : { kind: 'kept', input };
}

function unsure(reason: string): KeptInput {
  return { kind: 'unsure', reason };
}
