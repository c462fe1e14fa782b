import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../src/core/report.js';
import { CliProject, finished, until } from '../integration/cli/cli-project.js';
import { processesWith } from '../integration/execution/run-folder.js';
import { childrenOf, isRunning, serverOf } from './process-tree.js';
import { scaled } from './scale.js';

const PYTHON = ['--python', '/usr/bin/python3'];
const PRINTED_BYTES = scaled(1e9, 30e6);

/** A training of two components: one harmless, one that brings the misfortune. Both start with a library, to be forked. */
function misfortune(statement: string): Readonly<Record<string, string>> {
  return {
    'train.py': `import os, signal, subprocess, sys, time\nimport numpy as np\nif "--ill" in sys.argv:\n    ${statement}\nprint("accuracy=%.6f" % (0.5 + 0.1 * ("--well" in sys.argv)))\n`,
    'ablation.yaml': 'components:\n  - { name: well, args: --well }\n  - { name: ill, args: --ill }\n',
  };
}

/** Where groups with a limit of their own can be made, as root. */
const MEMORY_GROUPS = '/sys/fs/cgroup/memory';

/** From Debian's package `faketime`. */
const FAKE_CLOCK = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';

/** `time.sleep` counts on a clock that the library does not know. */
const WAITS = '__import__("select").select([], [], [], 0.5)';

const LARGEST = 'x = bytearray(1 << 20)';

test.each([
  ['prints a gigabyte', `[print("." * 999999) for _ in range(${Math.ceil(PRINTED_BYTES / 1e6)})]`, []],
  [
    'forks children that go on, and exits',
    '[subprocess.Popen(["sleep", "600"], start_new_session=True) for _ in range(3)]',
    [],
  ],
  ['forks without waiting', 'os.fork() or (os.setsid(), time.sleep(600))', []],
])('a run that %s has its result, and leaves nothing behind', async (_name, statement, words) => {
  using project = new CliProject(misfortune(statement));
  const { code, stderr } = await project.run(['run', 'train.py', ...PYTHON, '--seeds', '2', ...words]);
  expect(code, stderr).toBe(0);
  expect(states(project.report(), 'ill')).toEqual(['completed', 'completed']);
  expect(processesWith(`${project.directory}/`)).toEqual([]);
});

test.each([
  [
    'ignores SIGTERM',
    'signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)',
    ['--timeout', '2s'],
    /timed out/,
  ],
  ['is killed like one that uses up all memory', 'os.kill(os.getpid(), signal.SIGKILL)', [], /SIGKILL/],
  ['uses more memory than it may', `${LARGEST}; x *= 1200; time.sleep(600)`, ['--memory', '700M'], /memory/],
  ['stops itself for ever', 'os.kill(os.getpid(), signal.SIGSTOP)', ['--timeout', '2s'], /timed out/],
  ['removes its own folder', 'import shutil; shutil.rmtree(os.getcwd()); sys.exit(3)', [], /exit code 3/],
] as const)(
  'a run that %s is named in the report, and the others are unharmed',
  async (_name, statement, words, reason) => {
    using project = new CliProject(misfortune(statement));
    const { code, stdout, stderr } = await project.run(['run', 'train.py', ...PYTHON, '--seeds', '2', ...words]);
    expect(code, stderr).toBe(1);
    const report = project.report();
    expect(states(report, 'ill')).toEqual(['failed', 'failed']);
    for (const trial of ['baseline', 'well']) expect(states(report, trial)).toEqual(['completed', 'completed']);
    expect(project.read('ablationmage_outputs/train/report.md')).toMatch(reason);
    expect(stdout).toContain('well');
    expect(processesWith(`${project.directory}/`)).toEqual([]);
  },
);

test.skipIf(!existsSync(MEMORY_GROUPS) && process.env.ABLATIONMAGE_TEST_REQUIRE_ALL !== '1')(
  'a run that the kernel’s OOM killer ends is named, and the others are unharmed',
  async () => {
    const group = `d = "${MEMORY_GROUPS}/ablationmage-%d" % os.getpid(); os.mkdir(d)`;
    const limit = 'open(d + "/memory.limit_in_bytes", "w").write("150000000")';
    const enter = 'open(d + "/cgroup.procs", "w").write(str(os.getpid()))';
    using project = new CliProject(misfortune(`${group}; ${limit}; ${enter}; x = b"x" * 900000000`));
    const { code, stderr } = await project.run(['run', 'train.py', ...PYTHON, '--seeds', '2']);
    for (const name of readdirSync(MEMORY_GROUPS).filter((each) => each.startsWith('ablationmage-')))
      rmdirSync(path.join(MEMORY_GROUPS, name));
    expect(code, stderr).toBe(1);
    expect(states(project.report(), 'ill')).toEqual(['failed', 'failed']);
    expect(states(project.report(), 'well')).toEqual(['completed', 'completed']);
    expect(project.read('ablationmage_outputs/train/report.md')).toMatch(/out of memory|SIGKILL/);
  },
);

test('a laptop that sleeps: everything stops and goes on, and the study is what it would have been', async () => {
  using project = new CliProject(misfortune('time.sleep(0.5)'));
  const running = project.start(['run', 'train.py', ...PYTHON, '--seeds', '3', '--timeout', '30s', '--quiet']);
  const ended = finished(running);
  const controller = running.pid ?? 0;
  await until(() => serverOf(controller) !== undefined, 'the fork server is there');
  await until(() => childrenOf(serverOf(controller) ?? 0).length > 0, 'something is forked');
  const all = [controller, ...descendants(controller)];
  for (const pid of all) signal(pid, 'SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, 3000));
  for (const pid of all.reverse()) signal(pid, 'SIGCONT');
  const { code, stderr } = await ended;
  expect(code, stderr).toBe(0);
  expect(project.report().runs.every(({ state }) => state === 'completed')).toBe(true);
});

test.skipIf(!existsSync(FAKE_CLOCK) && process.env.ABLATIONMAGE_TEST_REQUIRE_ALL !== '1')(
  'a clock that jumps forward by hours and back by days changes nothing',
  async () => {
    using project = new CliProject({ ...misfortune(WAITS), clock: '+0' });
    const clock = path.join(project.directory, 'clock');
    const running = project.start(['run', 'train.py', ...PYTHON, '--seeds', '4', '--timeout', '60s', '--quiet'], {
      LD_PRELOAD: FAKE_CLOCK,
      FAKETIME_TIMESTAMP_FILE: clock,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    });
    const ended = finished(running);
    const study = path.join(project.directory, 'ablationmage_outputs/train');
    await until(() => countEnded(study) >= 2, 'two runs have ended');
    writeFileSync(clock, '+5h');
    await until(() => countEnded(study) >= 5, 'five runs have ended');
    writeFileSync(clock, '-3d');
    const { code, stderr } = await ended;
    expect(code, stderr).toBe(0);
    const { runs, study: described } = project.report();
    expect(runs.map(({ state }) => state)).toEqual(runs.map(() => 'completed'));
    for (const { durationMs = -1 } of runs) {
      expect(durationMs).toBeGreaterThan(0);
      expect(durationMs).toBeLessThan(60_000);
    }
    expect(described.wallTimeMs).toBeGreaterThan(0);
  },
);

test("a study's folder that is removed while it runs: an error that says so, and nothing goes on", async () => {
  using project = new CliProject(misfortune('time.sleep(0.5)'));
  const running = project.start(['run', 'train.py', ...PYTHON, '--seeds', '5', '--quiet', '--', '--ill']);
  const ended = finished(running);
  const study = path.join(project.directory, 'ablationmage_outputs/train');
  await until(() => countEnded(study) > 1, 'two runs have ended');
  const server = serverOf(running.pid ?? 0) ?? 0;
  rmSync(path.join(project.directory, 'ablationmage_outputs'), { recursive: true, force: true });
  const { code, stderr } = await ended;
  expect(code, stderr).not.toBe(0);
  expect(stderr).toMatch(/ablationmage_outputs/);
  await until(() => !isRunning(server) && processesWith(`${project.directory}/`).length === 0, 'nothing goes on');
});

function states({ runs }: Report, trial: string): string[] {
  return runs.filter(({ trialId }) => trialId === trial).map(({ state }) => state);
}

function descendants(pid: number): number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendants(child)]);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended meanwhile.
  }
}

function countEnded(study: string): number {
  const events = path.join(study, 'events.jsonl');
  if (!existsSync(events) || statSync(events).size === 0) return 0;
  return readFileSync(events, 'utf8').split('"type":"run-ended"').length - 1;
}
