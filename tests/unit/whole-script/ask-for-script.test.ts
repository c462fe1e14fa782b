import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { ModelSettings, ProviderSettings } from '../../../src/core/model-settings.js';
import { askForScript, type CallOutcome } from '../../../src/whole-script/ask-for-script.js';
import { isUsable, outcomeInWords } from '../../../src/whole-script/outcome-in-words.js';
import { ScratchFolder } from './scratch-folder.js';

const SCRIPT = `import torch\n\n${Array.from({ length: 40 }, (_, index) => `x_${index} = net(${index})\n`).join('')}`;
const REPLY = `\`\`\`python\n${SCRIPT}\`\`\`\n`;
const TASK = { kind: 'first-call', documents: [{ path: 'a.py', text: 'x = 1  #ABLATABLE_COMPONENT\n' }] } as const;

async function ask(folder: ScratchFolder, provider: ProviderSettings, said: string[] = []): Promise<CallOutcome> {
  const settings: ModelSettings = { provider, maxCostUsd: 2, editFormat: 'auto' };
  const surroundings = {
    outputFolder: path.join(folder.directory, 'ablationmage_outputs'),
    environment: { PATH: process.env.PATH, OPENAI_API_KEY: 'sk-test-of-a-loopback-server' },
    say: (message: string) => said.push(message),
  };
  return askForScript(TASK, undefined, settings, surroundings, new AbortController().signal);
}

test('a reply that the server cuts is continued, saved as one, and can be asked again from the recording', async () => {
  using folder = new ScratchFolder({});
  await using server = await ChatServer.start(600);
  const provider = { kind: 'api', api: 'openai-chat', model: 'tiny', baseUrl: `${server.url}/v1` } as const;
  const said: string[] = [];
  const outcome = await ask(folder, provider, said);
  expect(outcome.answer).toMatchObject({ kind: 'reply', problems: [], notes: [] });
  expect(isUsable(outcome)).toBe(true);
  expect(readFileSync(path.join(outcome.folder, 'reply.md'), 'utf8')).toBe(REPLY);
  expect(readFileSync(path.join(outcome.folder, 'ablation_code.py'), 'utf8')).toBe(SCRIPT);
  expect(server.roles).toEqual([
    ['system', 'user'],
    ['system', 'user', 'assistant', 'user'],
  ]);
  expect(outcome.spending).toMatchObject({ calls: 2, usage: { inputTokens: 20, outputTokens: 10 } });
  expect(said.at(-1)).toMatch(/asking for the rest \(1\/3\)/);

  const again = await ask(folder, { kind: 'replay', folder: outcome.folder });
  expect(again.folder).not.toBe(outcome.folder);
  expect(readFileSync(path.join(again.folder, 'ablation_code.py'), 'utf8')).toBe(SCRIPT);
});

test('a reply that stays cut is saved and said', async () => {
  using folder = new ScratchFolder({});
  await using server = await ChatServer.start(100);
  const provider = { kind: 'api', api: 'openai-chat', model: 'tiny', baseUrl: `${server.url}/v1` } as const;
  const outcome = await ask(folder, provider);
  expect(isUsable(outcome)).toBe(false);
  const words = outcomeInWords(outcome, folder.directory);
  expect(words).toContain('Problem: the reply is cut at its greatest length, after 3 continuations too.');
  expect(words).toContain('Used:   40 tokens in, 20 out, price not known');
  expect(words).not.toContain('followup-call');
});

test('what to do next is said with paths from the current folder', async () => {
  using folder = new ScratchFolder({});
  writeFileSync(path.join(folder.directory, 'answer.cjs'), `process.stdout.write(${JSON.stringify(REPLY)})`);
  const command = `${process.execPath} ${path.join(folder.directory, 'answer.cjs')}`;
  const outcome = await ask(folder, { kind: 'command', command, apiKeys: 'removed' });
  const words = outcomeInWords(outcome, folder.directory)
    .replaceAll(/first-call-\d+-\d+/g, 'first-call-TIME')
    .replaceAll(outcome.label, 'LABEL')
    .replaceAll(/\d+ tokens in, \d+ out/g, 'N tokens in, N out');
  expect(words).toMatchSnapshot();
});

test('a model that cannot be opened is an error, and leaves no folder', async () => {
  using folder = new ScratchFolder({});
  await expect(ask(folder, { kind: 'api', api: 'anthropic', model: 'any' })).rejects.toThrow(/ANTHROPIC_API_KEY/);
  expect(readdirSync(path.join(folder.directory, 'ablationmage_outputs'))).toEqual([]);
});

/** Speaks chat completions, streamed, with replies of at most `size` characters. */
class ChatServer implements AsyncDisposable {
  readonly roles: string[][] = [];
  readonly #server: Server;

  private constructor(size: number) {
    this.#server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        if (request.url !== '/v1/chat/completions') {
          response.writeHead(404).end();
          return;
        }
        const { messages } = JSON.parse(body) as { messages: { role: string; content: string }[] };
        this.roles.push(messages.map(({ role }) => role));
        const soFar = messages.find(({ role }) => role === 'assistant')?.content ?? '';
        const start = soFar.lastIndexOf('\n') + 1;
        const text = REPLY.slice(start, start + size);
        const finish = start + size < REPLY.length ? 'length' : 'stop';
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(chunk({ choices: [{ index: 0, delta: { role: 'assistant', content: text } }] }));
        response.write(chunk({ choices: [{ index: 0, delta: {}, finish_reason: finish }] }));
        response.write(chunk({ choices: [], usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 } }));
        response.end('data: [DONE]\n\n');
      });
    });
  }

  static async start(size: number): Promise<ChatServer> {
    const server = new ChatServer(size);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function chunk(content: object): string {
  return `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'tiny', ...content })}\n\n`;
}
