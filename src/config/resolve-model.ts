import path from 'node:path';
import { API_NAMES, type ApiName, type ModelSettings, type ProviderSettings } from '../core/model-settings.js';
import { UserError } from '../core/user-error.js';
import type { LoadedStudyFile } from './read-study-file.js';
import type { StudyFile } from './study-file.js';

/** Default of `--max-cost`, US dollars for a study. */
export const DEFAULT_MAX_COST_USD = 2;

/** The flags that say who writes variants. */
export interface ModelFlags {
  readonly api?: string;
  readonly model?: string;
  readonly baseUrl?: string;
  /** With `--api command`, or alone. */
  readonly command?: string;
  readonly passApiKeys?: boolean;
  /** A folder of recorded replies; means `--api replay`. */
  readonly replay?: string;
  readonly envFile?: string;
  readonly editFormat?: string;
  readonly maxCost?: string;
  readonly maxTokens?: string;
}

/** Folders that paths are relative to. Absolute. */
export interface ModelPlaces {
  readonly currentDirectory: string;
  readonly studyDirectory: string;
}

/** Flags over `ablation.yaml`; undefined where neither names a provider. Throws UserErrors. */
export function resolveModelSettings(
  flags: ModelFlags,
  studyFile: LoadedStudyFile | undefined,
  places: ModelPlaces,
): ModelSettings | undefined {
  const file: StudyFile = studyFile?.content ?? {};
  const fileFolder = studyFile === undefined ? places.currentDirectory : path.dirname(studyFile.path);
  const provider = resolveProvider(flags, file, fileFolder, places);
  if (provider === undefined) return undefined;
  const envFile = absolute(flags.envFile, places.currentDirectory) ?? absolute(file['env-file'], fileFolder);
  const maxTokens = flags.maxTokens === undefined ? file['max-tokens'] : wholeNumber(flags.maxTokens, '--max-tokens');
  return {
    provider,
    maxCostUsd:
      flags.maxCost === undefined ? (file['max-cost'] ?? DEFAULT_MAX_COST_USD) : amount(flags.maxCost, '--max-cost'),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    editFormat: editFormat(flags.editFormat) ?? file['edit-format'] ?? 'auto',
    ...(envFile === undefined ? {} : { envFile }),
  };
}

function resolveProvider(
  flags: ModelFlags,
  whole: StudyFile,
  fileFolder: string,
  { currentDirectory, studyDirectory }: ModelPlaces,
): ProviderSettings | undefined {
  const api = flags.api ?? impliedApi(flags) ?? whole.api;
  // What the file says of another provider is not for this one: its address must not get this one's key.
  const file: StudyFile = api === whole.api ? whole : {};
  const model = flags.model ?? file.model;
  if (api === undefined) {
    if (model === undefined) return undefined;
    throw new UserError(`--model ${model}: say whose model it is with --api: ${apiWords()}.`);
  }
  if (api === 'command') {
    const command = flags.command ?? file['model-command'];
    if (command === undefined)
      throw new UserError("--api command: say which program with --command, for example --command 'claude -p'.");
    const apiKeys = flags.passApiKeys === true ? 'passed' : 'removed';
    return { kind: 'command', command, apiKeys, ...(model === undefined ? {} : { model }) };
  }
  if (api === 'manual') {
    return { kind: 'manual', folder: path.join(studyDirectory, 'manual'), ...(model === undefined ? {} : { model }) };
  }
  if (api === 'replay') {
    const folder = absolute(flags.replay, currentDirectory) ?? absolute(file.replay, fileFolder);
    if (folder === undefined)
      throw new UserError('--api replay: name the study folder whose replies are used with --replay DIR.');
    return { kind: 'replay', folder };
  }
  if (!isApiName(api)) throw new UserError(`--api ${api}: there is no such provider. Known: ${apiWords()}.`);
  if (model === undefined) throw new UserError(`--api ${api}: name the model with --model, as the provider calls it.`);
  const baseUrl = flags.baseUrl ?? file['base-url'];
  if (api === 'openai-compatible' && baseUrl === undefined) {
    throw new UserError(
      '--api openai-compatible: say where the server is, for example --base-url http://localhost:11434/v1 (Ollama).',
    );
  }
  if (baseUrl !== undefined && !/^https?:\/\/[^/]/.test(baseUrl)) {
    throw new UserError(`--base-url ${baseUrl}: a whole address is needed, such as http://localhost:8000/v1.`);
  }
  return { kind: 'api', api, model, ...(baseUrl === undefined ? {} : { baseUrl }) };
}

function impliedApi({ command, replay }: ModelFlags): string | undefined {
  if (command !== undefined) return 'command';
  return replay === undefined ? undefined : 'replay';
}

function isApiName(word: string): word is ApiName {
  return (API_NAMES as readonly string[]).includes(word);
}

function apiWords(): string {
  return [...API_NAMES, 'command', 'manual', 'replay'].join(', ');
}

function editFormat(word: string | undefined): ModelSettings['editFormat'] | undefined {
  if (word === undefined || word === 'auto' || word === 'blocks' || word === 'whole') return word;
  throw new UserError(`--edit-format ${word}: say auto, blocks or whole.`);
}

function amount(text: string, flag: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0) || !Number.isFinite(value))
    throw new UserError(`${flag} ${text}: an amount in US dollars is needed, such as 0.50; 0 means no limit.`);
  return value;
}

function wholeNumber(text: string, flag: string): number {
  if (!/^\d+$/.test(text) || Number(text) < 1)
    throw new UserError(`${flag} ${text}: a whole number from 1 on is needed.`);
  return Number(text);
}

function absolute(name: string | undefined, folder: string): string | undefined {
  return name === undefined ? undefined : path.resolve(folder, name);
}
