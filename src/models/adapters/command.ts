import { isProviderKey } from '../../core/provider-keys.js';
import { failure, success, type Result } from '../../core/result.js';
import type { ModelSurroundings } from '../model-surroundings.js';
import type { ModelFailure } from '../model-failure.js';
import type { ProviderSettings } from '../../core/model-settings.js';
import type { Model, ModelReply } from '../model.js';
import { redactorFor } from '../redact.js';
import { requestAsText } from '../request-as-text.js';
import { programOf, type ModelProgram } from './command-presets.js';
import { runProgram, type ProgramEnd } from './run-program.js';

type CommandProvider = Extract<ProviderSettings, { kind: 'command' }>;

/**
 * Most programs print their reply when it is complete and nothing before, so that silence means nothing.
 * They get one limit for the whole call: this many times the silence that a stream may have ...
 */
const IDLE_TIMES = 5;
/** ... and never more than this. */
const LONGEST_CALL_MS = 15 * 60_000;

const LINES_TOLD = 10;
const CHARACTERS_TOLD = 1500;

/**
 * Any program as a model: the prompt on its stdin, the reply on its stdout. It runs in an empty directory and,
 * unless `apiKeys` is `passed`, without the API keys of the environment, so that a program with a subscription
 * bills nothing to a key it happens to find. Fails with `bad-request` for a command line that cannot be read.
 */
export function createCommandModel(
  provider: CommandProvider,
  surroundings: ModelSurroundings,
): Result<Model, ModelFailure> {
  const program = programOf(provider.command, provider.model);
  if (program === undefined) {
    const message = `--command '${provider.command}' names no program, or a quote in it is not closed`;
    return failure({ kind: 'bad-request', message });
  }
  const limitMs = Math.min(IDLE_TIMES * surroundings.idleTimeoutMs, LONGEST_CALL_MS);
  const environment = environmentFor(program, provider, surroundings.environment);
  // People write keys into commands, and programs print the key that was not accepted.
  const redact = redactorFor(surroundings.environment);
  return success({
    label: redact(['command', provider.command, provider.model].filter((word) => word !== undefined).join(' ')),
    async complete(request, signal) {
      const run = { command: program.command, input: requestAsText(request), environment, limitMs };
      const reply = replyOf(await runProgram(run, signal), program, limitMs);
      if (reply.ok || !('message' in reply.failure)) return reply;
      return failure({ ...reply.failure, message: redact(reply.failure.message) });
    },
  });
}

function environmentFor(
  program: ModelProgram,
  provider: CommandProvider,
  environment: NodeJS.ProcessEnv,
): Record<string, string> {
  const isKept = (name: string): boolean =>
    provider.apiKeys === 'passed' || program.loginVariables.includes(name) || !isProviderKey(name);
  const kept = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && isKept(entry[0]),
  );
  return { NO_COLOR: '1', ...Object.fromEntries(kept) };
}

function replyOf(end: ProgramEnd, program: ModelProgram, limitMs: number): Result<ModelReply, ModelFailure> {
  const name = program.command[0] ?? '';
  switch (end.kind) {
    case 'aborted':
      return failure({ kind: 'aborted' });
    case 'could-not-start':
      return failed(end.message);
    case 'timed-out':
      return failed(`${name} gave no reply within ${limitMs / 1000} s and was ended`, end.stderr);
    case 'exited': {
      const reply = program.readReply(end.stdout);
      const said = wordsOf(end.stdout, end.stderr, reply);
      if (end.signal !== undefined) return failed(`${name} was ended by ${end.signal}`, said);
      if (end.exitCode !== 0) return failed(`${name} ended with exit code ${end.exitCode}`, said);
      if (end.stdout.trim() === '') return failed(`${name} printed no reply`, end.stderr);
      if (!reply.ok) return failed(`${name} gave no reply`, said);
      return reply.value.text.trim() === '' ? failed(`${name} gave an empty reply`, end.stderr) : reply;
    }
  }
}

/** What explains a bad end: its stderr, and what a program that reports on stdout said there. */
function wordsOf(stdout: string, stderr: string, reply: Result<ModelReply, string>): string {
  if (stdout.trim() === '') return stderr;
  if (reply.ok) return stderr.trim() === '' ? reply.value.text : stderr;
  return `${stderr}\n${reply.failure}`;
}

function failed(what: string, said = ''): Result<never, ModelFailure> {
  const lines = said.trimEnd().split('\n').slice(-LINES_TOLD).join('\n').slice(-CHARACTERS_TOLD);
  return failure({ kind: 'program-failed', message: lines.trim() === '' ? what : `${what}:\n${lines}` });
}
