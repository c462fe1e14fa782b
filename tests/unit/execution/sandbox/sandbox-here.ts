import { probeSandbox } from '../../../../src/execution/sandbox/probe-sandbox.js';
import type { SandboxLevel } from '../../../../src/execution/sandbox/sandbox-level.js';

/** What this machine allows. */
export const sandboxHere: SandboxLevel = await probeSandbox();

/** Whether tests in a sandbox are run; where everything is required they run, and fail without one. */
export const isSandboxHere = sandboxHere.kind === 'bwrap' || process.env.ABLATIONMAGE_TEST_REQUIRE_ALL === '1';
