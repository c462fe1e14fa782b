import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createManualModel } from '../../../../src/models/adapters/manual.js';
import { requestAsText } from '../../../../src/models/request-as-text.js';
import { neverAborted, request } from '../requests.js';
import { temporaryFolder } from '../temporary-folder.js';

/** A manual model in a folder, and a person who is told where the reply belongs. */
function manualModel(folder: string, environment: NodeJS.ProcessEnv = {}) {
  const said: string[] = [];
  let hear: (() => void) | undefined;
  const model = createManualModel(
    { kind: 'manual', folder },
    {
      environment,
      idleTimeoutMs: 1,
      say: (message: string) => {
        said.push(message);
        hear?.();
      },
    },
  );
  const told = new Promise<void>((resolve) => {
    hear = resolve;
  });
  return { model, said, told };
}

test('writes the prompt, says where, and takes the reply saved beside it', async () => {
  const folder = temporaryFolder();
  const { model, said, told } = manualModel(folder);
  const asked = request('Remove it.', { purpose: 'conv2 repair 1' });
  const reply = model.complete(asked, neverAborted());
  await told;
  const place = path.join(folder, 'conv2-repair-1');
  expect(readFileSync(path.join(place, 'prompt.md'), 'utf8')).toBe(requestAsText(asked));
  expect(said).toHaveLength(1);
  expect(said[0]).toContain(path.join(place, 'prompt.md'));
  expect(said[0]).toMatch(/beside it as reply\.md.*`ablationmage reply conv2-repair-1`/);
  writeFileSync(path.join(place, 'reply.md'), '\n');
  writeFileSync(path.join(place, 'reply.md'), 'python\r\nCopy code\r\nx = 1\r\n');
  expect(await reply).toEqual({
    ok: true,
    value: { text: 'x = 1\n', finish: { unified: 'stop', raw: 'pasted' }, modelId: 'web chat' },
  });
});

test('a reply that came while nobody waited is taken once; asking again, or otherwise, is a new question', async () => {
  const folder = temporaryFolder();
  const asked = request('Remove it.');
  mkdirSync(path.join(folder, 'conv2'));
  writeFileSync(path.join(folder, 'conv2', 'prompt.md'), requestAsText(asked));
  writeFileSync(path.join(folder, 'conv2', 'reply.md'), 'yes');
  const { model, said } = manualModel(folder);
  expect(await model.complete(asked, neverAborted())).toMatchObject({ value: { text: 'yes' } });
  expect(said).toEqual([]);
  for (const [text, name] of [
    ['Remove it now.', 'conv2-2'],
    ['Remove it.', 'conv2-3'],
  ] as const) {
    const next = manualModel(folder);
    const reply = next.model.complete(request(text), neverAborted());
    await next.told;
    writeFileSync(path.join(folder, name, 'reply.md'), 'done');
    expect(await reply).toMatchObject({ value: { text: 'done' } });
  }
});

test('a reply that is still being written is waited for', async () => {
  const folder = temporaryFolder();
  const { model, told } = manualModel(folder);
  const reply = model.complete(request('Remove it.'), neverAborted());
  await told;
  const file = path.join(folder, 'conv2', 'reply.md');
  writeFileSync(file, 'SUMMARY: half');
  await new Promise((resolve) => setTimeout(resolve, 700));
  writeFileSync(file, 'SUMMARY: half and half');
  expect(await reply).toMatchObject({ value: { text: expect.stringContaining('half and half') as string } });
});

test('the wait ends when the signal aborts', async () => {
  const { model, told } = manualModel(temporaryFolder());
  const controller = new AbortController();
  const reply = model.complete(request('Remove it.'), controller.signal);
  await told;
  controller.abort();
  expect(await reply).toEqual({ ok: false, failure: { kind: 'aborted' } });
});

test.skipIf(process.platform !== 'linux')('the prompt is put on the clipboard where there is one', async () => {
  const programs = temporaryFolder();
  const clipboard = path.join(programs, 'clipboard');
  writeFileSync(path.join(programs, 'xclip'), `#!/bin/sh\ncat > '${clipboard}'\n`, { mode: 0o755 });
  const PATH = `${programs}:${process.env.PATH ?? ''}`;
  const withClipboard = manualModel(temporaryFolder(), { PATH, DISPLAY: ':0' });
  const without = manualModel(temporaryFolder(), { PATH });
  const controller = new AbortController();
  const asked = request('Remove it.');
  const replies = [withClipboard, without].map(({ model }) => model.complete(asked, controller.signal));
  await Promise.all([withClipboard.told, without.told]);
  controller.abort();
  await Promise.all(replies);
  expect(existsSync(clipboard)).toBe(true);
  expect(readFileSync(clipboard, 'utf8')).toBe(requestAsText(asked));
  expect(withClipboard.said[0]).toContain('on the clipboard');
  expect(without.said[0]).not.toContain('clipboard');
});
