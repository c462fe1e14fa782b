import type { StudyDescription } from '../../../src/core/report.js';

/** What is the same of every written study. */
export const SHARED_DESCRIPTION: Omit<StudyDescription, 'name' | 'script' | 'command' | 'typedWords'> = {
  toolVersion: '0.1.0',
  startedAt: '2026-01-01T00:00:00.000Z',
  wallTimeMs: 0,
  environment: {
    python: 'python3',
    pythonVersion: '3.11.2',
    packages: { numpy: '1.24.2' },
    operatingSystem: 'Linux 6.1',
    processor: 'a processor',
    cores: 4,
    gpus: [],
    jobs: 4,
    threadsPerRun: 1,
  },
};
