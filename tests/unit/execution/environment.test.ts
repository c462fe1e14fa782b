import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { runEnvironment } from '../../../src/execution/environment.js';
import { findRendezvousPort } from '../../../src/execution/rendezvous-port.js';

const environmentFrom = (base: NodeJS.ProcessEnv, gpus: string[] = []) =>
  runEnvironment({
    base,
    threads: 2,
    slot: { index: 0, gpus },
    rendezvousPort: 4242,
    metricsFile: '/run/metrics.jsonl',
    workingDirectory: '/copy',
    probe: { PYTHONPATH: '/probe:/copy' },
  });

test('keys of providers are gone, everything else of the user is there', () => {
  const environment = environmentFrom({
    ANTHROPIC_API_KEY: 'secret',
    OPENAI_API_KEY: 'secret',
    WANDB_API_KEY: 'w',
    HF_TOKEN: 'h',
    LD_LIBRARY_PATH: '/lib',
    PWD: '/project',
  });
  expect(Object.values(environment)).not.toContain('secret');
  expect(environment).toMatchObject({ WANDB_API_KEY: 'w', HF_TOKEN: 'h', LD_LIBRARY_PATH: '/lib', PWD: '/copy' });
});

test('threads are pinned whatever the user has set', () => {
  const environment = environmentFrom({ OMP_NUM_THREADS: '16' });
  expect(environment).toMatchObject({ OMP_NUM_THREADS: '2', MKL_NUM_THREADS: '2', OPENBLAS_NUM_THREADS: '2' });
});

test('choices of the user win, defaults fill in', () => {
  const own = { PYTHONHASHSEED: '7', MPLBACKEND: 'pdf', WANDB_MODE: 'online' };
  expect(environmentFrom(own)).toMatchObject(own);
  expect(environmentFrom({})).toMatchObject({ PYTHONHASHSEED: '0', MPLBACKEND: 'Agg', WANDB_MODE: 'offline' });
});

test('GPUs of the slot replace what was visible; without GPUs nothing is said about them', () => {
  expect(environmentFrom({ CUDA_VISIBLE_DEVICES: '0,1,2' }, ['2'])).toMatchObject({ CUDA_VISIBLE_DEVICES: '2' });
  expect(environmentFrom({}, ['2'])).toMatchObject({ CUDA_VISIBLE_DEVICES: '2', CUDA_DEVICE_ORDER: 'PCI_BUS_ID' });
  expect(environmentFrom({ CUDA_VISIBLE_DEVICES: '0,1,2' }, ['2'])).not.toHaveProperty('CUDA_DEVICE_ORDER');
  expect(environmentFrom({})).not.toHaveProperty('CUDA_VISIBLE_DEVICES');
  expect(environmentFrom({ CUDA_VISIBLE_DEVICES: '' })).toMatchObject({ CUDA_VISIBLE_DEVICES: '' });
});

test('each run has its own rendezvous and its own metrics file, and the probe comes last', () => {
  expect(environmentFrom({ MASTER_PORT: '29500', PYTHONPATH: '/mine' })).toMatchObject({
    MASTER_PORT: '4242',
    PET_MASTER_PORT: '4242',
    ABLATIONMAGE_METRICS: '/run/metrics.jsonl',
    PYTHONPATH: '/probe:/copy',
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUNBUFFERED: '1',
  });
});

test('a rendezvous port is one nobody listens on', async () => {
  const port = await findRendezvousPort();
  const refused = await new Promise((resolve) => {
    connect(port, '127.0.0.1')
      .once('error', (error) => {
        resolve('code' in error ? error.code : error);
      })
      .once('connect', () => {
        resolve('connected');
      });
  });
  expect(refused).toBe('ECONNREFUSED');
});
