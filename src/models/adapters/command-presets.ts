import { success, type Result } from '../../core/result.js';
import { splitCommandLine } from '../../core/split-command-line.js';
import type { ModelReply } from '../model.js';
import { readClaudeReply } from './read-claude-reply.js';
import { readGeminiReply } from './read-gemini-reply.js';

/** A program that answers a prompt: how it is started, and how its output is read. */
export interface ModelProgram {
  readonly command: readonly string[];
  /** Variables named like API keys that are the login of a subscription, and stay. */
  readonly loginVariables: readonly string[];
  /** The reply in what it printed; fails with the program's own words where that is no reply. */
  readReply(stdout: string): Result<ModelReply, string>;
}

type Preset = (model: string | undefined) => ModelProgram;

/** By the words of the command line. Every other command line is run as it is. */
const PRESETS: Readonly<Record<string, Preset>> = {
  claude,
  'claude -p': claude,
  codex,
  'codex exec': codex,
  gemini,
  'gemini -p': gemini,
};

/** The program a command line names; undefined for an empty line or an unclosed quote. */
export function programOf(commandLine: string, model: string | undefined): ModelProgram | undefined {
  const words = splitCommandLine(commandLine);
  const [program] = words ?? [];
  if (words === undefined || program === undefined) return undefined;
  const preset = PRESETS[words.join(' ')];
  if (preset !== undefined) return preset(model);
  return { command: words, loginVariables: [], readReply: (stdout) => success(plainReply(stdout, model ?? program)) };
}

/** `--tools ''` takes the built-in tools away, `--strict-mcp-config` those of the user's MCP servers. */
function claude(model: string | undefined): ModelProgram {
  const tools = ['--tools', '', '--strict-mcp-config'];
  const options = ['--output-format', 'json', '--max-turns', '1', ...tools, ...flag('--model', model)];
  return {
    command: ['claude', '-p', ...options],
    loginVariables: ['CLAUDE_CODE_OAUTH_TOKEN'],
    readReply: (stdout) => readClaudeReply(stdout, model ?? 'claude'),
  };
}

/** Its sandbox is read-only, and what it prints to stdout is its last message. */
function codex(model: string | undefined): ModelProgram {
  const options = ['--ephemeral', '--sandbox', 'read-only', '--skip-git-repo-check', ...flag('-m', model)];
  return {
    command: ['codex', 'exec', ...options, '-'],
    loginVariables: [],
    readReply: (stdout) => success(plainReply(stdout, model ?? 'codex')),
  };
}

/** Without a terminal it asks nobody, so that tools which write or execute are refused. */
function gemini(model: string | undefined): ModelProgram {
  return {
    command: ['gemini', '--output-format', 'json', ...flag('-m', model)],
    loginVariables: [],
    readReply: (stdout) => readGeminiReply(stdout, model ?? 'gemini'),
  };
}

function flag(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [name, value];
}

function plainReply(text: string, modelId: string): ModelReply {
  return { text, finish: { unified: 'stop', raw: 'exit 0' }, modelId };
}
