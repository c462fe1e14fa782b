import { oncePer } from '../../core/once-per.js';
import type { Project } from '../project.js';
import type { PythonFile } from '../python-file.js';
import type { Node } from '../python-parser.js';
import { calleeOf, type Callee } from './callee.js';
import { mayConsumeSeed, seedArgument, type SeedArgument } from './seed-consumers.js';
import { syntaxIndex } from './syntax-index.js';

/** A call that consumes a seed. */
export interface SeedUse {
  readonly file: PythonFile;
  readonly call: Node;
  readonly callee: Callee;
  readonly argument: SeedArgument;
}

/** Every call of the project that consumes a seed, in the order of the sources. */
export const seedUses = oncePer((project: Project): readonly SeedUse[] =>
  syntaxIndex(project).calls.flatMap(({ file, node: call }): SeedUse[] => {
    const target = call.childForFieldName('function');
    const method = target?.type === 'attribute' ? target.childForFieldName('attribute')?.text : undefined;
    if (method !== undefined && !mayConsumeSeed(method, call)) return [];
    const callee = calleeOf(project, file, call);
    const argument = seedArgument(callee, call);
    return argument === undefined ? [] : [{ file, call, callee, argument }];
  }),
);
