import type { Rule } from '../rule.js';
import { decorator } from './decorator.js';
import { functionalCall } from './functional-call.js';
import { guardedBranch } from './guarded-branch.js';
import { identityFunction } from './identity-function.js';
import { keywordArgument } from './keyword-argument.js';
import { meaningless } from './meaningless.js';
import { moduleAssignment } from './module-assignment.js';
import { replacement } from './replacement.js';
import { selfAssignment } from './self-assignment.js';
import { sequenceElement } from './sequence-element.js';
import { termOfExpression } from './term-of-expression.js';
import { toggleOrCoefficient } from './toggle-or-coefficient.js';
import { unusedStatement } from './unused-statement.js';
import { withContext } from './with-context.js';

/** In the order they are asked; the first that does not say `not-mine` decides. */
export const rules: readonly Rule[] = [
  replacement,
  keywordArgument,
  toggleOrCoefficient,
  meaningless,
  moduleAssignment,
  functionalCall,
  decorator,
  withContext,
  guardedBranch,
  identityFunction,
  sequenceElement,
  termOfExpression,
  selfAssignment,
  unusedStatement,
];
