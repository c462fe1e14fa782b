import { once } from 'node:events';
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CliProject } from '../cli/cli-project.js';
import { finishedStudy, startViewer, type RunningViewer } from './viewed-project.js';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

describe('who may ask the viewer for what', () => {
  let project: CliProject;
  let viewer: RunningViewer;
  const study = (): string => path.join(project.directory, 'ablationmage_outputs/train');

  beforeAll(async () => {
    project = await finishedStudy();
    viewer = await startViewer(project);
  });

  afterAll(async () => {
    await viewer[Symbol.asyncDispose]();
    project[Symbol.dispose]();
  });

  /** The path as it is: `fetch` would tidy it up first. */
  async function ask(
    pathName: string,
    headers: Readonly<Record<string, string>> = {},
    method = 'GET',
  ): Promise<Answer> {
    const { hostname, port } = new URL(viewer.url);
    const asked = request({ hostname, port, path: pathName, headers, method }).end();
    const [response] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
    let body = '';
    for await (const chunk of response) body += String(chunk);
    return { status: response.statusCode ?? 0, headers: response.headers, body };
  }

  const own = (rest: string): string => new URL(viewer.url).pathname + rest;

  test('nobody without the token, and not even its beginning helps', async () => {
    const token = new URL(viewer.url).pathname.split('/')[1] ?? '';
    expect(token.length).toBeGreaterThanOrEqual(22);
    for (const pathName of [
      '/',
      '/viewer.js',
      '/api/studies/train/view',
      `/${token.slice(0, -1)}/`,
      `/${token}x/`,
      '//',
    ]) {
      const { status, body } = await ask(pathName);
      expect([pathName, status]).toEqual([pathName, 404]);
      expect(body).not.toContain(token);
    }
    expect((await ask(own(''))).status).toBe(200);
  });

  test('no other name of this machine, as a page of another site would use', async () => {
    expect((await ask(own(''), { host: 'evil.example' })).status).toBe(403);
    expect((await ask(own(''), { host: 'evil.example:80' })).status).toBe(403);
    expect((await ask(own(''), { host: 'localhost:8080' })).status).toBe(200);
  });

  test('only reading', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect([method, (await ask(own(''), {}, method)).status]).toEqual([method, 405]);
    }
  });

  test('every answer, refusals too, forbids other scripts, frames and referrers', async () => {
    for (const pathName of [own(''), own('viewer.js'), own('api/studies/train/view'), own('nothing'), '/wrong/']) {
      const { headers } = await ask(pathName);
      expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  test('no path leads out of the studies', async () => {
    writeFileSync(path.join(project.directory, 'secret.txt'), 'the secret');
    for (const rest of [
      '../secret.txt',
      '..%2f..%2fsecret.txt',
      'api/studies/..%2f..%2f/view',
      'api/studies/..%2ftrain/view',
      'api/studies/train/trials/..%2f..%2f..%2fsecret.txt',
      'api/studies/train/runs/..%2f..%2f..%2fsecret/0/stdout',
      'api/studies/train/runs/boost/0/..%2foutcome.json',
      'api/studies/train/runs/boost/0/stdout%00',
      '%2e%2e/%2e%2e/etc/passwd',
      'api/studies/%ff/view',
    ]) {
      const { status, body } = await ask(own(rest));
      expect([rest, status]).toEqual([rest, 404]);
      expect(body).not.toContain('the secret');
    }
  });

  test('a link in a study’s folder shows nothing of what lies outside', async () => {
    writeFileSync(path.join(project.directory, 'secret.txt'), 'the secret\n');
    const run = project.report().runs.find(({ trialId }) => trialId === 'boost');
    const log = path.join(study(), run?.directory ?? '', 'stderr.log');
    rmSync(log);
    symlinkSync(path.join(project.directory, 'secret.txt'), log);
    const exchange = path.join(study(), 'exchanges/0001-boost');
    mkdirSync(exchange, { recursive: true });
    symlinkSync(path.join(project.directory, 'secret.txt'), path.join(exchange, 'prompt.md'));
    for (const rest of ['runs/boost/0/stderr', 'runs/boost/0/stderr?from=0', 'exchanges', 'trials/boost']) {
      const { status, body } = await ask(own(`api/studies/train/${rest}`));
      expect([rest, status]).toEqual([rest, 200]);
      expect(body).not.toContain('the secret');
    }
  });

  test('it listens to this machine alone', async () => {
    const port = Number(new URL(viewer.url).port);
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of outside) {
      const socket = connect({ host: address, port, timeout: 2000 });
      const outcome = await new Promise((resolve) => {
        socket.on('connect', () => {
          resolve('connected');
        });
        socket.on('error', (error: NodeJS.ErrnoException) => {
          resolve(error.code);
        });
      });
      socket.destroy();
      expect([address, outcome]).toEqual([address, 'ECONNREFUSED']);
    }
  });

  test('its files name no address that a browser would load from', () => {
    for (const file of ['index.html', 'viewer.css']) {
      expect(readFileSync(path.resolve('dist/viewer/assets', file), 'utf8')).not.toMatch(/https?:\/\//);
    }
    const script = readFileSync(path.resolve('dist/viewer/assets/viewer.js'), 'utf8');
    // Names of XML vocabularies, and the place that React's error messages point at.
    const known = /https?:\/\/(?:www\.w3\.org\/|react\.dev\/errors\/)/g;
    expect(script.replaceAll(known, '')).not.toMatch(/https?:\/\/[a-z]/);
    expect(script).not.toMatch(/\beval\(|new Function\(/);
  });

  test('nothing in the study’s folder was written', async () => {
    const files = (): string[] =>
      readdirSync(study(), { recursive: true, encoding: 'utf8' }).map(
        (name) => `${name} ${lstatSync(path.join(study(), name)).mtimeMs}`,
      );
    const before = files();
    for (const rest of ['view', 'view?metric=loss', 'figures', 'trials/boost', 'exchanges', 'runs/drift/1/stdout']) {
      expect([rest, (await ask(own(`api/studies/train/${rest}`))).status]).toEqual([rest, 200]);
    }
    expect(files()).toEqual(before);
    expect(viewer.said()).not.toContain('rror');
  });

  test('a port that is taken, a folder that is not there, a port that is none', async () => {
    const { port } = new URL(viewer.url);
    const taken = await project.run(['view', '--port', port]);
    expect([taken.code, taken.stderr]).toEqual([2, expect.stringContaining('cannot be used (EADDRINUSE)')]);
    const missing = await project.run(['view', 'nowhere']);
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('there is no folder')]);
    const wrong = await project.run(['view', '--port', '70000']);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('from 1 to 65535')]);
  });
});
