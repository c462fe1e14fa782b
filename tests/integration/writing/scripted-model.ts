import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Takes the next reply of its script for the prompt; without one it fails, so nobody asks it unnoticed. */
const PROGRAM = `import { readFileSync, renameSync, writeFileSync, existsSync } from 'node:fs';
import path from 'node:path';
const folder = path.dirname(new URL(import.meta.url).pathname);
const prompt = readFileSync(0, 'utf8');
const rules = JSON.parse(readFileSync(path.join(folder, 'script.json'), 'utf8'));
const rule = rules.findIndex(({ match }) => prompt.includes(match));
const counter = path.join(folder, 'count');
const count = existsSync(counter) ? JSON.parse(readFileSync(counter, 'utf8')) : {};
const turn = count[rule] ?? 0;
const reply = rules[rule]?.replies[turn];
writeFileSync(counter + process.pid, JSON.stringify({ ...count, [rule]: turn + 1 }));
// Others may be asked, and read it, at the same time.
renameSync(counter + process.pid, counter);
writeFileSync(path.join(folder, 'prompt-' + rule + '-' + turn + '.md'), prompt);
for (const [file, text] of Object.entries(rules[rule]?.meanwhile ?? {})) writeFileSync(file, text);
if (reply === undefined) {
  process.stderr.write('nobody expected this question\\n');
  process.exit(3);
}
process.stdout.write(reply);
`;

/** Replies for prompts that contain \`match\`, in order; the first rule that matches answers. */
export interface ScriptedReplies {
  readonly match: string;
  readonly replies: readonly string[];
  /** Files that somebody saves while the model thinks, by absolute path. */
  readonly meanwhile?: Readonly<Record<string, string>>;
}

/** A program for \`--command\` that answers from a script, outside of the project it is asked about. */
export class ScriptedModel implements Disposable {
  readonly #folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'ablationmage-model-')));

  constructor(rules: readonly ScriptedReplies[]) {
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(path.join(this.#folder, 'reply.mjs'), PROGRAM);
    writeFileSync(path.join(this.#folder, 'script.json'), JSON.stringify(rules));
  }

  /** Words for the command line. */
  get words(): string[] {
    return ['--command', `"${process.execPath}" "${path.join(this.#folder, 'reply.mjs')}"`];
  }

  /** How often each rule was asked, by its position; -1 is for prompts that no rule matched. */
  get asked(): Record<string, number> {
    const file = path.join(this.#folder, 'count');
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>) : {};
  }

  prompt(rule: number, turn: number): string {
    return readFileSync(path.join(this.#folder, `prompt-${rule}-${turn}.md`), 'utf8');
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** One block in the format that is asked for. */
export function block(search: string, replace: string): string {
  return `<<<<<<< SEARCH\n${search}\n=======\n${replace === '' ? '' : `${replace}\n`}>>>>>>> REPLACE`;
}

export function reply(summary: string, file: string, ...blocks: readonly string[]): string {
  return `SUMMARY: ${summary}\n${file}\n\`\`\`python\n${blocks.join('\n')}\n\`\`\`\n`;
}
