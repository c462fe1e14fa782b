import { cpus, totalmem } from 'node:os';
import { benchImportBound } from './import-bound.js';
import { benchMinuteRuns } from './minute-runs.js';
import { benchSandbox } from './sandbox.js';
import { benchSchedulerEfficiency } from './scheduler-efficiency.js';
import { benchStartUp } from './start-up.js';
import { benchTokens } from './tokens.js';
import { benchTrivialRuns } from './trivial-runs.js';
import { benchViewer } from './viewer.js';

const BENCHMARKS = {
  'start-up': benchStartUp,
  'trivial-runs': benchTrivialRuns,
  'scheduler-efficiency': benchSchedulerEfficiency,
  'import-bound': benchImportBound,
  sandbox: benchSandbox,
  tokens: benchTokens,
  viewer: benchViewer,
  'minute-runs': benchMinuteRuns,
};
/** What takes half an hour is measured only when it is named. */
const UNASKED = Object.keys(BENCHMARKS).filter((name) => name !== 'minute-runs');

/** `npm run bench`, `npm run bench -- sandbox`: every figure is a ratio against a named peer in the same run; absolute times are context. */
const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(BENCHMARKS, name));
if (unknown.length > 0) {
  console.error(`No benchmark is named ${unknown.join(', ')}. There are: ${Object.keys(BENCHMARKS).join(', ')}.`);
  process.exit(2);
}
console.log(
  `Machine: ${cpus()[0]?.model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB; Node ${process.version}\n`,
);
for (const name of named.length > 0 ? named : UNASKED) await BENCHMARKS[name]();
