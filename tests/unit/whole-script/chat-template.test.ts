import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findChatTemplate } from '../../../src/whole-script/find-chat-template.js';
import { rendererOf } from '../../../src/whole-script/render-conversation.js';
import { ScratchFolder } from './scratch-folder.js';

/** In the manner of Zephyr, the template of the original's examples. */
const ZEPHYR = `{% for message in messages %}
{% if message['role'] == 'user' %}
{{ '<|user|>\n' + message['content'] + eos_token }}
{% elif message['role'] == 'system' %}
{{ '<|system|>\n' + message['content'] + eos_token }}
{% elif message['role'] == 'assistant' %}
{{ '<|assistant|>\n'  + message['content'] + eos_token }}
{% endif %}
{% if loop.last and add_generation_prompt %}
{{ '<|assistant|>' }}
{% endif %}
{% endfor %}`;
const NO_SYSTEM =
  "{{ bos_token }}{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('no system') }}{% endif %}[{{ m.role }}] {{ m.content | trim }}\n{% endfor %}";

const CONFIG = JSON.stringify({ chat_template: ZEPHYR, eos_token: '</s>', bos_token: { content: '<s>' } });

async function find(name: string, folder: ScratchFolder, environment: Readonly<Record<string, string>> = {}) {
  const said: string[] = [];
  const surroundings = {
    currentDirectory: folder.directory,
    environment: { HF_HUB_CACHE: path.join(folder.directory, 'cache'), HF_HUB_OFFLINE: '1', ...environment },
    say: (message: string) => said.push(message),
  };
  const template = await findChatTemplate(name, surroundings, new AbortController().signal);
  return { template, said };
}

describe('a conversation is rendered', () => {
  const turns = [
    { role: 'user', text: 'Do it.' },
    { role: 'assistant', text: 'half' },
    { role: 'user', text: 'Go on.' },
  ] as const;

  test('with roles and special tokens, up to the reply', async () => {
    const render = await rendererOf({ source: ZEPHYR, tokens: { eos_token: '</s>' } });
    expect(render('Rules.', turns).replaceAll(/\n+/g, '\n').trim()).toBe(
      '<|system|>\nRules.</s>\n<|user|>\nDo it.</s>\n<|assistant|>\nhalf</s>\n<|user|>\nGo on.</s>\n<|assistant|>',
    );
  });

  test('by a template that knows no system messages', async () => {
    const render = await rendererOf({ source: NO_SYSTEM, tokens: { bos_token: '<s>' } });
    expect(render('Rules.', turns)).toBe('<s>[user] Rules.\n\nDo it.\n[assistant] half\n[user] Go on.\n');
  });

  test('or it is an error', async () => {
    await expect(rendererOf({ source: '{% for %}', tokens: {} })).rejects.toThrow(/cannot be rendered.*Without CHAT/);
    const render = await rendererOf({ source: "{{ raise_exception('never') }}", tokens: {} });
    expect(() => render('', turns)).toThrow(/cannot be rendered: never/);
  });
});

describe('a chat template is found', () => {
  test('in a local folder, before the cache', async () => {
    using folder = new ScratchFolder({
      'org/tiny/tokenizer_config.json': CONFIG,
      'cache/models--org--tiny/snapshots/abc/chat_template.jinja': 'cached',
    });
    expect((await find('org/tiny', folder)).template).toEqual({
      source: ZEPHYR,
      tokens: { eos_token: '</s>', bos_token: '<s>' },
    });
  });

  test.each([
    ['a file of its own wins', { 'chat_template.jinja': 'own', 'tokenizer_config.json': CONFIG }, 'own'],
    ['in chat_template.json', { 'chat_template.json': '{"chat_template": "json"}' }, 'json'],
    [
      'the default of several',
      {
        'tokenizer_config.json': JSON.stringify({
          chat_template: [
            { name: 'tool_use', template: 'tools' },
            { name: 'default', template: 'plain' },
          ],
        }),
      },
      'plain',
    ],
  ])('%s', async (_, files, source) => {
    using folder = new ScratchFolder(
      Object.fromEntries(Object.entries(files).map(([name, text]) => [`t/${name}`, text])),
    );
    expect((await find('t', folder)).template.source).toBe(source);
  });

  test('in the cache: the snapshot of main first, HF_HOME and XDG_CACHE_HOME too', async () => {
    using folder = new ScratchFolder({
      'cache/models--org--tiny/refs/main': 'bbb\n',
      'cache/models--org--tiny/snapshots/aaa/chat_template.jinja': 'old',
      'cache/models--org--tiny/snapshots/bbb/chat_template.jinja': 'new',
      'home/hub/models--gpt2/snapshots/a/chat_template.jinja': 'home',
      'xdg/huggingface/hub/models--gpt2/snapshots/a/chat_template.jinja': 'xdg',
    });
    expect((await find('org/tiny', folder)).template.source).toBe('new');
    const home = path.join(folder.directory, 'home');
    expect((await find('gpt2', folder, { HF_HUB_CACHE: '', HF_HOME: home })).template.source).toBe('home');
    const xdg = { HF_HUB_CACHE: '', XDG_CACHE_HOME: path.join(folder.directory, 'xdg') };
    expect((await find('gpt2', folder, xdg)).template.source).toBe('xdg');
  });

  test.each([
    ['org/none', /no folder org\/none.*HF_HUB_OFFLINE/],
    ['empty', /folder empty has no chat template/],
    ['a.txt', /a\.txt is no chat template/],
    ['no id!', /is no chat template.*may also be left out/],
  ])('%s is not', async (name, message) => {
    using folder = new ScratchFolder({ 'a.txt': '', 'empty/x': '' });
    await expect(find(name, folder)).rejects.toThrow(message);
  });
});

describe('a chat template on the hub', () => {
  test('is loaded with the token, and nothing is written', async () => {
    await using hub = await Hub.start({ '/org/tiny/resolve/main/tokenizer_config.json': [200, CONFIG] });
    using folder = new ScratchFolder({});
    const { template, said } = await find('org/tiny', folder, hub.environment({ HF_TOKEN: 'hf_secret' }));
    expect(template.source).toBe(ZEPHYR);
    expect(said).toEqual([`Loading the chat template of org/tiny from ${hub.url}`]);
    expect(new Set(hub.authorizations)).toEqual(new Set(['Bearer hf_secret']));
  });

  test('may stand in files of its own', async () => {
    await using hub = await Hub.start({
      '/a/b/resolve/main/tokenizer_config.json': [200, CONFIG],
      '/a/b/resolve/main/chat_template.jinja': [200, 'jinja'],
      '/c/d/resolve/main/chat_template.json': [200, '{"chat_template": "json"}'],
    });
    using folder = new ScratchFolder({});
    expect((await find('a/b', folder, hub.environment({}))).template).toMatchObject({
      source: 'jinja',
      tokens: { eos_token: '</s>' },
    });
    expect((await find('c/d', folder, hub.environment({}))).template.source).toBe('json');
    expect(new Set(hub.authorizations)).toEqual(new Set([undefined]));
  });

  test('that is missing, refused or out of reach is an error with what to do', async () => {
    await using hub = await Hub.start({ '/org/gated/resolve/main/tokenizer_config.json': [401, 'no'] });
    using folder = new ScratchFolder({});
    await expect(find('org/none', folder, hub.environment({}))).rejects.toThrow(/no chat template for org\/none/);
    await expect(find('org/gated', folder, hub.environment({}))).rejects.toThrow(/401.*HF_TOKEN/);
    const gone = hub.environment({});
    await hub[Symbol.asyncDispose]();
    await expect(find('org/tiny', folder, gone)).rejects.toThrow(/cannot be reached \(connect ECONNREFUSED/);
  });
});

/** A server that answers as the hub does. */
class Hub implements AsyncDisposable {
  readonly authorizations: (string | undefined)[] = [];
  readonly #server: Server;

  private constructor(files: Readonly<Record<string, readonly [number, string]>>) {
    this.#server = createServer((request, response) => {
      this.authorizations.push(request.headers.authorization);
      const [status, body] = files[request.url ?? ''] ?? [404, 'Entry not found'];
      response.writeHead(status).end(body);
    });
  }

  static async start(files: Readonly<Record<string, readonly [number, string]>>): Promise<Hub> {
    const hub = new Hub(files);
    await new Promise<void>((resolve) => hub.#server.listen(0, '127.0.0.1', resolve));
    return hub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  environment(more: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    return { HF_HUB_OFFLINE: '0', HF_ENDPOINT: `${this.url}/`, ...more };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
