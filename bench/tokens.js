import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';

const RECORDED = path.resolve('bench/tokens/recorded');
const CASES = path.resolve('bench/faithfulness/cases');

/**
 * Output tokens per variant: edits against one script for all trials (`first-call`). Recorded replies of one model to the
 * prompts of this tool, hints and repairs included; counted with o200k_base. Fewer tokens are cheaper and faster.
 */
export function benchTokens() {
  console.log(
    'Output tokens per variant (recorded replies, o200k_base); peer: first-call, one whole script for all trials\n',
  );
  console.log('                             per variant           whole study (rules need no model)');
  console.log('  script             lines  edits  script  ratio    edits  script  ratio');
  for (const name of readdirSync(RECORDED).sort()) {
    const folder = path.join(RECORDED, name);
    const replies = readdirSync(path.join(folder, 'edits'));
    const variants = replies.filter((file) => !/-again-|-read-/.test(file)).length;
    const edits = sum(replies.map((file) => tokensIn(path.join(folder, 'edits', file))));
    const script = tokensIn(path.join(folder, 'whole-script.md'));
    const { lines, trials } = measureScript(path.join(CASES, name, 'base'));
    const cells = [cell(lines, 5), ...compared(edits / variants, script / trials), ' ', ...compared(edits, script)];
    console.log(`  ${name.padEnd(17)}  ${cells.join(' ')}`);
  }
  console.log();
}

function compared(edits, script) {
  return [cell(edits, 6), cell(script, 7), (script / edits).toFixed(1).padStart(6)];
}

function cell(number, width) {
  return number.toFixed(0).padStart(width);
}

function tokensIn(file) {
  return encode(readFileSync(file, 'utf8')).length;
}

/** Lines of code files, and trials that the marks ask for: a group is one. */
function measureScript(base) {
  const files = readdirSync(base, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.py'));
  const text = files.map((file) => readFileSync(path.join(base, file), 'utf8')).join('\n');
  const marks = [...text.matchAll(/#ABLATABLE_COMPONENT(?:\((.*)\))?|#ABLATION_HINT_START(?:\((.*)\))?/g)];
  const groups = marks.map(
    ([, options = '', hintOptions = ''], index) => /group=(\w+)/.exec(options + hintOptions)?.[1] ?? index,
  );
  return { lines: text.split('\n').length, trials: new Set(groups).size };
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
