import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeMachine } from '../../../src/execution/describe-machine.js';
import { findGpus, type Gpu } from '../../../src/execution/gpus.js';
import { planSlots, type SlotQuestion } from '../../../src/execution/slots.js';

/** A PATH with an `nvidia-smi` that answers as the real one does. */
function machineWith(devices: string, processes: string): NodeJS.ProcessEnv {
  const folder = mkdtempSync(path.join(tmpdir(), 'nvidia-smi-'));
  const file = path.join(folder, 'nvidia-smi');
  writeFileSync(
    file,
    `#!/bin/sh\ncase "$*" in *query-gpu*) printf '${devices}' ;; *query-compute-apps*) printf '${processes}' ;; esac\n`,
  );
  chmodSync(file, 0o755);
  return { PATH: `${folder}:${process.env.PATH ?? ''}` };
}

const FOUR =
  '0, GPU-aaa, NVIDIA A100, 4, 0\\n1, GPU-bbb, NVIDIA A100, 70000, 99\\n2, GPU-ccc, NVIDIA A100, 600, [N/A]\\n3, GPU-ddd, NVIDIA A100, 4, 0\\n';

const question: SlotQuestion = {
  jobs: undefined,
  threads: undefined,
  gpusPerRun: undefined,
  command: ['python', 'train.py'],
  externalImports: [],
  cores: 16,
  gpus: [],
  cudaVisibleDevices: undefined,
};

const gpu = (index: number, more: Partial<Gpu> = {}): Gpu => ({
  index: String(index),
  uuid: `GPU-${index}`,
  name: 'A100',
  usedMemoryMiB: 4,
  utilizationPercent: 0,
  hasProcesses: false,
  ...more,
});

const gpusOf = (changes: Partial<SlotQuestion>): (readonly string[])[] =>
  planSlots({ ...question, ...changes }).slots.map((slot) => slot.gpus);

describe('findGpus', () => {
  test('reads what nvidia-smi says', async () => {
    const gpus = await findGpus(machineWith(FOUR, 'GPU-ddd, 4711\\n'));
    expect(gpus).toEqual([
      gpu(0, { uuid: 'GPU-aaa', name: 'NVIDIA A100' }),
      gpu(1, { uuid: 'GPU-bbb', name: 'NVIDIA A100', usedMemoryMiB: 70000, utilizationPercent: 99 }),
      gpu(2, { uuid: 'GPU-ccc', name: 'NVIDIA A100', usedMemoryMiB: 600 }),
      gpu(3, { uuid: 'GPU-ddd', name: 'NVIDIA A100', hasProcesses: true }),
    ]);
  });

  test('none where there is no nvidia-smi, or it fails', async () => {
    expect(await findGpus({ PATH: mkdtempSync(path.join(tmpdir(), 'empty-path-')) })).toEqual([]);
    expect(await findGpus(machineWith('', ''))).toEqual([]);
  });
});

describe('planSlots without GPU', () => {
  test('as many runs as cores, one thread each, unless told otherwise', () => {
    expect(planSlots(question)).toMatchObject({ threads: 1, notes: [] });
    expect(planSlots(question).slots).toHaveLength(16);
    expect(planSlots({ ...question, jobs: 3, threads: 2 })).toMatchObject({ threads: 2, slots: { length: 3 } });
  });

  test('a script without a GPU library takes none of the GPUs', () => {
    expect(gpusOf({ gpus: [gpu(0)], externalImports: ['sklearn'], jobs: 2 })).toEqual([[], []]);
  });
});

describe('planSlots with GPUs', () => {
  const torch = { externalImports: ['torch'], gpus: [gpu(0), gpu(1), gpu(2), gpu(3)] };

  test('one run per GPU, cores divided among them', () => {
    expect(gpusOf(torch)).toEqual([['0'], ['1'], ['2'], ['3']]);
    expect(planSlots({ ...question, ...torch }).threads).toBe(4);
  });

  test.each([
    [['torchrun', '--nproc_per_node=2', 'train.py']],
    [['torchrun', '--nproc-per-node', '2', 'train.py']],
    [['accelerate', 'launch', '--num_processes', '2', 'train.py']],
  ])('takes as many as the launcher starts processes: %j', (command) => {
    expect(gpusOf({ ...torch, command })).toEqual([
      ['0', '1'],
      ['2', '3'],
    ]);
  });

  test('busy ones are skipped, and said', () => {
    const plan = planSlots({
      ...question,
      externalImports: ['torch'],
      gpus: [
        gpu(0, { usedMemoryMiB: 9000 }),
        gpu(1, { utilizationPercent: 50 }),
        gpu(2, { hasProcesses: true }),
        gpu(3),
      ],
    });
    expect(plan.slots).toEqual([{ index: 0, gpus: ['3'] }]);
    expect(plan.notes).toHaveLength(3);
    expect(plan.notes[0]).toContain('GPU 0 (A100) is left alone');
  });

  test('what the user made visible is used as it is named, busy or not', () => {
    const busy = [gpu(0, { hasProcesses: true })];
    expect(gpusOf({ ...torch, gpus: busy, cudaVisibleDevices: 'GPU-x, MIG-y' })).toEqual([['GPU-x'], ['MIG-y']]);
    expect(gpusOf({ ...torch, cudaVisibleDevices: '2,-1,3' })).toEqual([['2']]);
    expect(gpusOf({ ...torch, cudaVisibleDevices: '', jobs: 1 })).toEqual([[]]);
  });

  test('more jobs than GPUs share them; zero per run is the CPU', () => {
    expect(gpusOf({ ...torch, gpus: [gpu(0), gpu(1)], jobs: 3 })).toEqual([['0'], ['1'], ['0']]);
    expect(gpusOf({ ...torch, gpusPerRun: 0, jobs: 1 })).toEqual([[]]);
  });

  test('fewer than a run needs is an error that says what to do', () => {
    expect(() => planSlots({ ...question, ...torch, gpusPerRun: 8 })).toThrow(
      /needs 8 GPU\(s\) and 4 of 4.*--gpus-per-run/,
    );
    expect(() => planSlots({ ...question, ...torch, gpus: [gpu(0, { hasProcesses: true })] })).toThrow(/left alone/);
  });
});

test('describeMachine names system, processor and cores', async () => {
  const machine = await describeMachine({ PATH: '' });
  expect(machine.operatingSystem).not.toBe('');
  expect(machine.cores).toBeGreaterThan(0);
  expect(machine.gpus).toEqual([]);
});
