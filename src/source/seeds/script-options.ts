import { oncePer } from '../../core/once-per.js';
import type { Project } from '../project.js';
import type { PythonFile } from '../python-file.js';
import type { Node } from '../python-parser.js';
import { calleeOf } from './callee.js';
import { argumentNodes, keywordArgument, stringContent } from './call-arguments.js';
import { callsThatMayBe } from './syntax-index.js';

/** An option of the command line that the sources declare. */
export interface ScriptOption {
  /** As it is declared: `--seed`, `-s`. */
  readonly flags: readonly string[];
  /** The attribute or parameter that gets its value. */
  readonly destination: string;
  readonly file: PythonFile;
  readonly call: Node;
  readonly default: Node | undefined;
  readonly isRequired: boolean;
  /** It takes one integer, and what it takes is an integer to the script as well. */
  readonly takesInteger: boolean;
}

/** The options declared with argparse, click and absl, in the order of the files. */
export const scriptOptions = oncePer((project: Project): readonly ScriptOption[] =>
  callsThatMayBe(project, /^(?:add_argument|option|DEFINE_integer)$/).flatMap(
    ({ file, node }) => optionOf(project, file, node) ?? [],
  ),
);

function optionOf(project: Project, file: PythonFile, call: Node): ScriptOption | undefined {
  const callee = calleeOf(project, file, call);
  const name = callee.name.split('.').at(-1);
  const texts = argumentNodes(call).flatMap((argument) => stringContent(argument) ?? []);
  const [first] = texts;
  if (first === undefined) return undefined;
  const common = { file, call, default: keywordArgument(call, 'default'), isRequired: isTrue(call, 'required') };
  if (name === 'add_argument' || (name === 'option' && callee.name === 'click.option')) {
    const flags = texts.filter((text) => text.startsWith('-'));
    const long = flags.find((flag) => flag.startsWith('--')) ?? flags[0];
    if (long === undefined) return undefined;
    const explicit = stringContent(keywordArgument(call, 'dest')) ?? texts.find((text) => /^[a-z_]\w*$/i.test(text));
    const destination = explicit ?? long.replace(/^-+/, '').replaceAll('-', '_');
    return { ...common, flags, destination, takesInteger: takesInteger(call, name === 'option') };
  }
  if (name === 'DEFINE_integer') {
    const value = argumentNodes(call)[1];
    const isValue = value !== undefined && value.type !== 'keyword_argument';
    const defaultValue = isValue ? value : common.default;
    return { ...common, default: defaultValue, flags: [`--${first}`], destination: first, takesInteger: true };
  }
  return undefined;
}

/** click infers the type from the default; argparse does not, and would hand on a string. */
function takesInteger(call: Node, infersType: boolean): boolean {
  if (['nargs', 'action', 'multiple', 'is_flag', 'choices'].some((name) => keywordArgument(call, name))) return false;
  const type = keywordArgument(call, 'type')?.text;
  if (type === undefined) return infersType && keywordArgument(call, 'default')?.type === 'integer';
  return type === 'int' || type === 'click.INT';
}

function isTrue(call: Node, name: string): boolean {
  return keywordArgument(call, name)?.type === 'true';
}

/** The value the user gives for one of these flags: `--seed 5`, `--seed=5`. The last one counts. */
export function givenValue(flags: readonly string[], scriptArguments: readonly string[]): string | undefined {
  let value: string | undefined;
  scriptArguments.forEach((argument, index) => {
    const [flag = '', attached] = argument.split(/=(.*)/s);
    if (flags.includes(flag)) value = attached ?? scriptArguments[index + 1];
  });
  return value;
}
