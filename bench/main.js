import { cpus, totalmem } from 'node:os';
import { benchImportBound } from './import-bound.js';
import { benchSandbox } from './sandbox.js';
import { benchSchedulerEfficiency } from './scheduler-efficiency.js';
import { benchStartUp } from './start-up.js';
import { benchTokens } from './tokens.js';
import { benchTrivialRuns } from './trivial-runs.js';
import { benchViewer } from './viewer.js';

/** `npm run bench`: every figure is a ratio against a named peer in the same run; absolute times are context. */
console.log(
  `Machine: ${cpus()[0]?.model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB; Node ${process.version}\n`,
);
await benchStartUp();
await benchTrivialRuns();
await benchSchedulerEfficiency();
await benchImportBound();
await benchSandbox();
benchTokens();
await benchViewer();
