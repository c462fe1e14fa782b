import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** A variant of the faithfulness benchmark, as its files describe it. */
export interface BenchmarkCase {
  readonly base: string;
  readonly component: string;
  readonly id: string;
  readonly edits: readonly { readonly file: string; readonly find: string; readonly replace?: string }[];
}

interface CasesModule {
  readonly readCases: () => BenchmarkCase[];
  readonly baseFolder: (each: Pick<BenchmarkCase, 'base'>) => string;
}

/** The benchmark is JavaScript, of which the compiler knows no types. */
const location = pathToFileURL(path.resolve('bench/faithfulness/read-cases.js')).href;

export const { readCases, baseFolder } = (await import(location)) as CasesModule;
