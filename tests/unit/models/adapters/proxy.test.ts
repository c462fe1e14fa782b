import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createModel } from '../../../../src/models/create-model.js';
import { startOpenAiChatServer } from '../servers/openai-chat-server.js';
import { temporaryFolder } from '../temporary-folder.js';
import { callApi, forThisTest, REQUEST } from './api-call.js';

/** A proxy that sends whatever it is asked for to one address, and keeps what that was. */
async function startProxy(goal: string): Promise<{ readonly url: string; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const server = createServer((incoming, response) => {
    asked.push(incoming.url ?? '');
    const { pathname } = new URL(incoming.url ?? '', goal);
    const { method, headers } = incoming;
    const onwards = httpRequest(new URL(pathname, goal), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(onwards);
  });
  return { url: `http://127.0.0.1:${await listening(server)}`, asked };
}

async function listening(server: Server & { closeAllConnections(): void }): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  );
  return (server.address() as AddressInfo).port;
}

async function throughProxy(variables: (proxy: string) => NodeJS.ProcessEnv, baseUrl?: string) {
  const server = await forThisTest(startOpenAiChatServer([{ kind: 'reply', text: 'Done.' }]));
  const proxy = await startProxy(server.url);
  const environment = { OPENAI_API_KEY: 'sk-of-this-test', ...variables(proxy.url) };
  const address = baseUrl ?? server.url;
  const reply = await callApi({ api: 'openai-chat', model: 'fake', baseUrl: address, environment });
  return { reply, asked: proxy.asked };
}

test.each([
  ['HTTP_PROXY', (proxy: string) => ({ HTTP_PROXY: proxy })],
  ['http_proxy', (proxy: string) => ({ http_proxy: proxy })],
  ['HTTP_PROXY without http://', (proxy: string) => ({ HTTP_PROXY: new URL(proxy).host })],
])('a call goes through %s', async (_name, variables) => {
  const { reply, asked } = await throughProxy(variables, 'http://models.invalid/v1');
  expect(reply).toMatchObject({ ok: true, value: { text: 'Done.' } });
  expect(asked).toEqual(['http://models.invalid/v1/chat/completions']);
});

test('not to what NO_PROXY names', async () => {
  const variables = (proxy: string) => ({ HTTP_PROXY: proxy, NO_PROXY: '.invalid' });
  const { reply, asked } = await throughProxy(variables, 'http://models.invalid/v1');
  expect(reply).toMatchObject({ ok: false, failure: { kind: 'network' } });
  expect(asked).toEqual([]);
});

test("nor to this machine's own servers", async () => {
  const { reply, asked } = await throughProxy((proxy) => ({ HTTP_PROXY: proxy }));
  expect(reply).toMatchObject({ ok: true, value: { text: 'Done.' } });
  expect(asked).toEqual([]);
});

test('a proxy that does not let us through is a failure of the network', async () => {
  const proxy = createServer();
  proxy.on('connect', (_request, socket) => {
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
  });
  const environment = { OPENAI_API_KEY: 'sk-of-this-test', HTTPS_PROXY: `http://127.0.0.1:${await listening(proxy)}` };
  const call = { api: 'openai-chat', model: 'fake', baseUrl: 'https://models.invalid/v1', environment } as const;
  expect(await callApi(call)).toMatchObject({
    ok: false,
    failure: { kind: 'network', message: expect.stringContaining('407') as unknown },
  });
});

test('a proxy that is no address is told at once', async () => {
  const environment = { OPENAI_API_KEY: 'sk-of-this-test', HTTPS_PROXY: 'socks5://127.0.0.1:1080' };
  const call = { api: 'openai', model: 'fake', baseUrl: 'https://models.invalid/v1', environment } as const;
  const message = 'HTTPS_PROXY is not the address of an HTTP proxy';
  expect(await callApi(call)).toEqual({ ok: false, failure: { kind: 'network', message } });
});

test('a certificate of SSL_CERT_FILE is trusted, another is a failure of the network', async () => {
  const folder = temporaryFolder();
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...kind, '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' });
  const chunk = { id: '1', created: 1, model: 'fake', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };
  const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_incoming, response) => {
    response.end(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`);
  });
  const baseUrl = `https://127.0.0.1:${await listening(server)}/v1`;
  const call = { api: 'openai-chat', model: 'fake', baseUrl } as const;
  expect(await callApi({ ...call, environment: {} })).toMatchObject({
    ok: false,
    failure: { kind: 'network', message: expect.stringContaining('self-signed') as unknown },
  });
  expect(await callApi({ ...call, environment: { SSL_CERT_FILE: cert } })).toMatchObject({ ok: true });
});

test('an SSL_CERT_FILE that is not there is told and does no harm', async () => {
  const server = await forThisTest(startOpenAiChatServer([{ kind: 'reply', text: 'Done.' }]));
  const said: string[] = [];
  const surroundings = {
    environment: { SSL_CERT_FILE: '/nowhere/ca.pem' },
    idleTimeoutMs: 20_000,
    say: (message: string) => {
      said.push(message);
    },
  };
  const provider = { kind: 'api', api: 'openai-chat', model: 'fake', baseUrl: server.url } as const;
  const created = await createModel(provider, surroundings);
  expect(created.ok && (await created.value.complete(REQUEST, new AbortController().signal)).ok).toBe(true);
  expect(said).toEqual([expect.stringContaining('/nowhere/ca.pem')]);
});
