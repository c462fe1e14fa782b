import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Result } from '../../../../src/core/result.js';
import { createCommandModel } from '../../../../src/models/adapters/command.js';
import type { ModelFailure } from '../../../../src/models/model-failure.js';
import type { ModelReply } from '../../../../src/models/model.js';
import { neverAborted, request } from '../requests.js';
import { temporaryFolder } from '../temporary-folder.js';

interface Situation {
  readonly apiKeys?: 'removed' | 'passed';
  readonly model?: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly idleTimeoutMs?: number;
  readonly signal?: AbortSignal;
}

async function complete(command: string, situation: Situation = {}): Promise<Result<ModelReply, ModelFailure>> {
  const { apiKeys = 'removed', model, environment = process.env, idleTimeoutMs = 60_000 } = situation;
  const provider = { kind: 'command', command, apiKeys, ...(model === undefined ? {} : { model }) } as const;
  const created = createCommandModel(provider, { environment, idleTimeoutMs, say: () => undefined });
  if (!created.ok) return created;
  return created.value.complete(request('Remove conv2.'), situation.signal ?? neverAborted());
}

/** Writes a program and gives the command line that runs it. */
function nodeProgram(source: string): string {
  const file = path.join(temporaryFolder(), 'program.mjs');
  writeFileSync(file, source);
  return `'${process.execPath}' '${file}'`;
}

/** A folder with a program of this name, and an environment that finds it first. */
function onPath(name: string, source: string): { readonly folder: string; readonly environment: NodeJS.ProcessEnv } {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, name), `#!${process.execPath}\n${source}`, { mode: 0o755 });
  return { folder, environment: { ...process.env, PATH: `${folder}:${process.env.PATH ?? ''}` } };
}

function textOf(reply: Result<ModelReply, ModelFailure>): string {
  expect(reply).toMatchObject({ ok: true });
  return reply.ok ? reply.value.text : '';
}

function messageOf(reply: Result<ModelReply, ModelFailure>): string {
  expect(reply).toMatchObject({ ok: false, failure: { kind: 'program-failed' } });
  return !reply.ok && reply.failure.kind === 'program-failed' ? reply.failure.message : '';
}

/** A zombie that nobody has waited for yet is not running. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync('/proc/self/stat') || !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

/** What got SIGKILL runs none of its own code any more; the kernel takes it away in its own time. */
async function expectNoneRunning(pids: readonly number[]): Promise<void> {
  await expect.poll(() => pids.filter(isRunning), { timeout: 20_000 }).toEqual([]);
}

test('gets the prompt on stdin and replies on stdout', async () => {
  const echo = nodeProgram('process.stdin.pipe(process.stdout)');
  const reply = await complete(echo, { model: 'parrot' });
  expect(textOf(reply)).toMatch(/Edit Python\.[^]*train\.py: pass[^]*Remove conv2\./);
  expect(reply).toMatchObject({ value: { modelId: 'parrot', finish: { unified: 'stop' } } });
  expect(reply).not.toHaveProperty('value.usage');
});

test('a prompt and a reply larger than a pipe holds', async () => {
  const echo = nodeProgram('process.stdin.pipe(process.stdout)');
  const created = createCommandModel(
    { kind: 'command', command: echo, apiKeys: 'removed' },
    { environment: process.env, idleTimeoutMs: 60_000, say: () => undefined },
  );
  expect(created.ok).toBe(true);
  if (!created.ok) return;
  const long = 'x = 1\n'.repeat(100_000);
  expect(textOf(await created.value.complete(request(long), neverAborted()))).toContain(long);
});

test('a program that reads no prompt is as good', async () => {
  expect(textOf(await complete(nodeProgram("console.log('done')")))).toBe('done\n');
});

test('works in an empty directory that is gone afterwards', async () => {
  const look = nodeProgram(
    "import { readdirSync, writeFileSync } from 'node:fs';" +
      'console.log(JSON.stringify({ cwd: process.cwd(), pwd: process.env.PWD, files: readdirSync(".") }));' +
      "writeFileSync('left-behind', '');",
  );
  const { cwd, pwd, files } = JSON.parse(textOf(await complete(look))) as { cwd: string; pwd: string; files: [] };
  expect(files).toEqual([]);
  expect(path.basename(pwd)).toBe(path.basename(cwd));
  expect(cwd).not.toBe(process.cwd());
  expect(existsSync(cwd)).toBe(false);
});

test('sees no API keys unless they are passed', async () => {
  const environment = { ...process.env, OPENAI_API_KEY: 'k1', CODEX_API_KEY: 'k2', WANDB_API_KEY: 'k3' };
  const tell = nodeProgram(
    'const { OPENAI_API_KEY, CODEX_API_KEY, WANDB_API_KEY } = process.env;' +
      'console.log([OPENAI_API_KEY, CODEX_API_KEY, WANDB_API_KEY].join())',
  );
  expect(textOf(await complete(tell, { environment }))).toBe(',,k3\n');
  expect(textOf(await complete(tell, { environment, apiKeys: 'passed' }))).toBe('k1,k2,k3\n');
});

test('a key that a program prints, or that stands in its command, is in no failure and no label', async () => {
  const key = 'sk-proj-0123456789abcdef0123456789';
  const program = nodeProgram(
    'process.stderr.write(`Incorrect API key: ${process.env.OPENAI_API_KEY}`); process.exit(1);',
  );
  const environment = { ...process.env, OPENAI_API_KEY: key };
  const message = messageOf(await complete(program, { apiKeys: 'passed', environment }));
  expect(message).toContain('Incorrect API key: [key]');
  const provider = {
    kind: 'command',
    command: `curl -H 'Authorization: Bearer ${key}' http://x`,
    apiKeys: 'removed',
  } as const;
  const created = createCommandModel(provider, { environment: process.env, idleTimeoutMs: 1000, say: () => undefined });
  expect(created.ok ? created.value.label : key).not.toContain(key);
});

test('a bad end is told with the last lines of stderr', async () => {
  const noisy = nodeProgram(
    "for (let line = 1; line <= 40; line += 1) console.error('line ' + line);" +
      "console.log('half a reply'); process.exitCode = 3;",
  );
  const message = messageOf(await complete(noisy));
  expect(message).toContain('exit code 3');
  expect(message).toContain('line 40');
  expect(message).not.toContain('line 7\n');
  expect(messageOf(await complete(nodeProgram("process.kill(process.pid, 'SIGKILL')")))).toContain('SIGKILL');
});

test('no output is no reply', async () => {
  expect(messageOf(await complete(nodeProgram("console.log('  ')")))).toContain('printed no reply');
});

test('a missing program and an unreadable command line say what is wrong', async () => {
  expect(messageOf(await complete('no-such-program-anywhere --fast'))).toContain('no-such-program-anywhere: no such');
  expect(await complete("node 'unclosed")).toMatchObject({ ok: false, failure: { kind: 'bad-request' } });
  expect(await complete('  ')).toMatchObject({ ok: false, failure: { kind: 'bad-request' } });
});

/** Starts a child, notes both pids in a file, and stays, deaf to the polite signal. */
function stubbornFamily(): { readonly command: string; readonly pidFile: string; pids(): number[] } {
  const folder = temporaryFolder();
  const pidFile = path.join(folder, 'pids');
  writeFileSync(
    path.join(folder, 'family.sh'),
    `trap '' TERM\nsleep 1000 &\necho $$ $! > '${pidFile}.new' && mv '${pidFile}.new' '${pidFile}'\n` +
      'while :; do sleep 1; done\n',
  );
  return {
    command: `sh '${path.join(folder, 'family.sh')}'`,
    pidFile,
    pids: () => readFileSync(pidFile, 'utf8').trim().split(' ').map(Number),
  };
}

test('over its time it is ended with all that it started', async () => {
  const family = stubbornFamily();
  expect(messageOf(await complete(family.command, { idleTimeoutMs: 500 }))).toContain('no reply within 2.5 s');
  expect(family.pids()).toHaveLength(2);
  await expectNoneRunning(family.pids());
});

test('an abort ends it with all that it started', async () => {
  const family = stubbornFamily();
  const controller = new AbortController();
  const reply = complete(family.command, { signal: controller.signal });
  await expect.poll(() => existsSync(family.pidFile), { timeout: 20_000 }).toBe(true);
  controller.abort();
  expect(await reply).toEqual({ ok: false, failure: { kind: 'aborted' } });
  await expectNoneRunning(family.pids());
  expect(await complete(family.command, { signal: controller.signal })).toMatchObject({ failure: { kind: 'aborted' } });
});

test('what it leaves running in the background neither delays the reply nor stays', async () => {
  const reply = textOf(await complete(`sh -c 'sleep 1000 & echo $!'`));
  await expectNoneRunning([Number(reply)]);
});

/** Prints its arguments inside of a result as `claude -p` gives it. */
const CLAUDE = `
const { CLAUDE_CODE_OAUTH_TOKEN, ANTHROPIC_API_KEY } = process.env;
const result = JSON.stringify({ args: process.argv.slice(2), CLAUDE_CODE_OAUTH_TOKEN, ANTHROPIC_API_KEY });
console.log(JSON.stringify({
  type: 'result', subtype: 'success', is_error: false, num_turns: 1, result, stop_reason: 'max_tokens', total_cost_usd: 0.1,
  usage: { input_tokens: 3, cache_creation_input_tokens: 20, cache_read_input_tokens: 100, output_tokens: 7 },
  modelUsage: { 'claude-haiku-4-5': { outputTokens: 1 }, 'claude-sonnet-4-5': { outputTokens: 7 } },
}));`;

test.each(['claude', 'claude -p'])('%s is asked for JSON, without tools, and its usage is read', async (command) => {
  const { environment } = onPath('claude', CLAUDE);
  const keys = { ANTHROPIC_API_KEY: 'bills', CLAUDE_CODE_OAUTH_TOKEN: 'subscription' };
  const reply = await complete(command, { model: 'sonnet', environment: { ...environment, ...keys } });
  const told = JSON.parse(textOf(reply)) as { args: string[] };
  expect(told).toMatchObject({ CLAUDE_CODE_OAUTH_TOKEN: 'subscription' });
  expect(told).not.toHaveProperty('ANTHROPIC_API_KEY');
  expect(told.args.join(' ')).toBe('-p --output-format json --max-turns 1 --tools  --strict-mcp-config --model sonnet');
  expect(reply).toMatchObject({
    value: {
      modelId: 'claude-sonnet-4-5',
      finish: { unified: 'length', raw: 'max_tokens' },
      usage: { inputTokens: 123, cacheReadTokens: 100, cacheWriteTokens: 20, outputTokens: 7 },
    },
  });
});

test('claude says on stdout what went wrong', async () => {
  const result = { type: 'result', subtype: 'success', is_error: true, result: 'Please run /login' };
  const { environment } = onPath(
    'claude',
    `console.log(${JSON.stringify(JSON.stringify(result))}); process.exitCode = 1`,
  );
  expect(messageOf(await complete('claude', { environment }))).toMatch(/exit code 1[^]*Please run \/login/);
  const unlike = onPath('claude', "console.log('Welcome!')");
  expect(messageOf(await complete('claude', { environment: unlike.environment }))).toContain('Welcome!');
});

test.each(['codex', 'codex exec'])('%s runs read-only and gets the prompt from stdin', async (command) => {
  const { environment } = onPath('codex', "console.error('thinking'); console.log(process.argv.slice(2).join(' '))");
  const reply = await complete(command, { environment, model: 'gpt-5' });
  expect(textOf(reply)).toBe('exec --ephemeral --sandbox read-only --skip-git-repo-check -m gpt-5 -\n');
});

test.each(['gemini', 'gemini -p'])('%s is asked for JSON and its usage is summed', async (command) => {
  const tokens = (candidates: number) => ({ prompt: 10, candidates, total: 0, cached: 4, thoughts: 1, tool: 0 });
  const models = { 'gemini-2.5-flash': { tokens: tokens(2) }, 'gemini-2.5-pro': { tokens: tokens(5) } };
  const { environment } = onPath(
    'gemini',
    `console.log('Loaded cached credentials.');
     console.log(JSON.stringify({ response: process.argv.slice(2).join(' '), stats: { models: ${JSON.stringify(models)} } }, undefined, 2))`,
  );
  expect(await complete(command, { environment, model: 'gemini-2.5-pro' })).toMatchObject({
    value: {
      text: '--output-format json -m gemini-2.5-pro',
      modelId: 'gemini-2.5-pro',
      usage: { inputTokens: 20, cacheReadTokens: 8, cacheWriteTokens: 0, outputTokens: 9 },
    },
  });
  const broken = onPath('gemini', 'console.log(JSON.stringify({ error: { message: "quota is used up" } }))');
  expect(messageOf(await complete(command, { environment: broken.environment }))).toContain('quota is used up');
});

test('other words after a known program are run as they are', async () => {
  const { environment } = onPath('claude', "console.log(process.argv.slice(2).join(' '))");
  expect(textOf(await complete('claude -p --model opus', { environment }))).toBe('-p --model opus\n');
});
