import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { NO_GRANTS } from '../../../../src/core/sandbox-grants.js';
import { probeSandbox } from '../../../../src/execution/sandbox/probe-sandbox.js';
import { isSandboxHere } from './sandbox-here.js';

test.skipIf(!isSandboxHere)('bubblewrap that keeps programs in is found', async () => {
  expect(await probeSandbox()).toEqual({
    kind: 'bwrap',
    path: expect.stringMatching(/^\/.*\/bwrap$/) as string,
    grants: NO_GRANTS,
  });
});

describe('there is none', () => {
  test('where bubblewrap is not installed', async () => {
    expect(await probeSandbox({ PATH: mkdtempSync(path.join(tmpdir(), 'empty-')) })).toEqual({
      kind: 'none',
      reason: 'bubblewrap is not installed (Debian, Ubuntu: apt install bubblewrap)',
    });
  });

  test('where it may not make user namespaces, as it says', async () => {
    const level = await probeSandbox(pathWith('echo "bwrap: setting up uid map: Permission denied" >&2; exit 1'));
    expect(level).toEqual({
      kind: 'none',
      reason: expect.stringMatching(
        /bwrap cannot start a sandbox: setting up uid map: Permission denied \(unprivileged user namespaces are turned off here\)/,
      ) as string,
    });
  });

  test('where what carries its name runs programs as they are', async () => {
    const bare = 'while [ "$1" != -- ]; do if [ "$1" = --chdir ]; then cd "$2"; fi; shift; done; shift; exec "$@"';
    expect(await probeSandbox(pathWith(bare))).toEqual({
      kind: 'none',
      reason: expect.stringMatching(/does not keep programs in: what it may only read can be written/) as string,
    });
  });

  test('where it ends well and runs nothing', async () => {
    expect(await probeSandbox(pathWith('exit 0'))).toEqual({
      kind: 'none',
      reason: expect.stringMatching(/what is written where it may be does not arrive/) as string,
    });
  });
});

/** An environment in which `bwrap` is this shell script. */
function pathWith(script: string): NodeJS.ProcessEnv {
  const folder = mkdtempSync(path.join(tmpdir(), 'fake-bwrap-'));
  writeFileSync(path.join(folder, 'bwrap'), `#!/bin/sh\n${script}\n`);
  chmodSync(path.join(folder, 'bwrap'), 0o755);
  return { PATH: folder };
}
