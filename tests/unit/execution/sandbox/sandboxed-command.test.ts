import { expect, test } from 'vitest';
import { sandboxedCommand, type SandboxQuestion } from '../../../../src/execution/sandbox/sandboxed-command.js';

const question: SandboxQuestion = {
  bwrapPath: '/usr/bin/bwrap',
  command: ['python3', 'train.py', '--lr', '0.1'],
  environment: { PATH: '/usr/bin' },
  workingDirectory: '/tmp/study/copy',
  writable: ['/tmp/study/copy'],
  readable: ['/tmp/study', '/home/ann/project'],
  maskedFolders: ['/home/ann/.ssh'],
  maskedFiles: ['/home/ann/.netrc'],
  gpus: ['/dev/nvidia0'],
  network: 'none',
};

test('the command line', () => {
  expect(shown(question)).toMatchInlineSnapshot(`
    "/usr/bin/bwrap
    --ro-bind / /
    --tmpfs /tmp
    --tmpfs /run
    --dev /dev
    --tmpfs /dev/shm
    --proc /proc
    --dev-bind-try /dev/nvidia0 /dev/nvidia0
    --ro-bind /tmp/study /tmp/study
    --tmpfs /home/ann/.ssh
    --bind /tmp/study/copy /tmp/study/copy
    --dev-bind /dev/null /home/ann/.netrc
    --unshare-all
    --unshare-user
    --cap-drop ALL
    --die-with-parent
    --new-session
    --chdir /tmp/study/copy
    -- python3 train.py --lr 0.1"
  `);
});

test('options of the command stay the command’s', () => {
  const { arguments: words } = sandboxedCommand({ ...question, command: ['--bind', '/', '/'] });
  expect(words.slice(-4)).toEqual(['--', '--bind', '/', '/']);
});

test('a folder is mounted before what lies in it, in whatever order they are given', () => {
  const { arguments: words } = sandboxedCommand({ ...question, writable: ['/data/a/b', '/data/a'] });
  expect(words.indexOf('/data/a')).toBeLessThan(words.indexOf('/data/a/b'));
});

test('temporary files go where the run may write', () => {
  const { environment } = sandboxedCommand({ ...question, environment: { PATH: '/bin', TMPDIR: '/scratch/ann' } });
  expect(environment).toEqual({ PATH: '/bin', TMPDIR: '/tmp' });
  expect(sandboxedCommand(question).environment).toEqual({ PATH: '/usr/bin' });
});

/** One option a line. */
function shown(asked: SandboxQuestion): string {
  const { program, arguments: words } = sandboxedCommand(asked);
  return [program, ...words].join(' ').replaceAll(/ (--)/g, '\n$1').replace('\n--lr', ' --lr');
}
