import { readStudyFile } from '../config/read-study-file.js';
import { resolveModelSettings } from '../config/resolve-model.js';
import { OUTPUT_FOLDER } from '../config/resolve-settings.js';
import type { StudyFlags } from '../config/study-flags.js';
import type { ModelSettings } from '../core/model-settings.js';
import { unreachable } from '../core/unreachable.js';
import { UserError } from '../core/user-error.js';
import { modelFailureInWords } from '../models/failure-in-words.js';
import type { ModelSurroundings } from '../models/model-surroundings.js';
import { priceOf } from '../models/price.js';
import { createModelOf } from '../models/create-model-of.js';
import type { Examination } from './examination.js';
import { interruptionSignal } from './interruption.js';

const IDLE_TIMEOUT_MS = 60_000;
/** OpenAI's APIs accept no less. */
const FEWEST_TOKENS = 16;

/** With `--api`: one short call, and what it showed. Nothing without. */
export async function examineModel(flags: StudyFlags): Promise<Examination[]> {
  const currentDirectory = process.cwd();
  try {
    const studyFile = await readStudyFile(flags.config, [currentDirectory]);
    const settings = resolveModelSettings(flags, studyFile, { currentDirectory, studyDirectory: OUTPUT_FOLDER });
    return settings === undefined ? [] : await examine(settings);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [{ what: 'Model', state: 'bad', finding: error.message }];
  }
}

async function examine(settings: ModelSettings): Promise<Examination[]> {
  const { provider } = settings;
  switch (provider.kind) {
    case 'manual':
      return [{ what: 'Model', state: 'note', finding: 'a person with a web chat answers: there is nothing to try' }];
    case 'replay': {
      const { label } = await createModelOf(settings, surroundings([]));
      return [{ what: 'Model', state: 'good', finding: `${label}, from ${provider.folder}` }];
    }
    case 'api':
    case 'command':
      return tryModel(settings);
    default:
      return unreachable(provider);
  }
}

function surroundings(notes: Examination[]): ModelSurroundings {
  return {
    environment: process.env,
    idleTimeoutMs: IDLE_TIMEOUT_MS,
    say: (message) => {
      notes.push({ what: 'Model', state: 'note', finding: message });
    },
  };
}

async function tryModel(settings: ModelSettings): Promise<Examination[]> {
  const notes: Examination[] = [];
  const model = await createModelOf(settings, surroundings(notes));
  using signal = interruptionSignal(
    () => undefined,
    () => undefined,
  );
  const startedAt = performance.now();
  const request = { purpose: 'doctor', system: '', shared: '', maxOutputTokens: FEWEST_TOKENS };
  const turns = [{ role: 'user', text: 'Reply with the one word OK.' }] as const;
  const reply = await model.complete({ ...request, turns }, signal);
  const latency = `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  const where = model.address === undefined ? '' : ` at ${model.address}`;
  if (!reply.ok) {
    const finding = `${modelFailureInWords(reply.failure, model.label)}${where === '' ? '' : ` (asked${where})`}`;
    return [...notes, { what: 'Model', state: 'bad', finding }];
  }
  return [
    ...notes,
    {
      what: 'Model',
      state: 'good',
      finding: `${model.label}${where} answered as ${reply.value.modelId} in ${latency}`,
    },
    await examinePrice(settings),
  ];
}

async function examinePrice({ provider, maxCostUsd }: ModelSettings): Promise<Examination> {
  const price = provider.kind === 'api' ? await priceOf(provider, provider.model) : undefined;
  if (price === undefined) {
    return { what: 'Price', state: 'note', finding: 'not known: tokens are counted, and --max-tokens is the limit' };
  }
  const { input, output } = price.perMillion;
  const cap = maxCostUsd === 0 ? 'no limit' : `at most $${maxCostUsd.toFixed(2)} a study`;
  return { what: 'Price', state: 'good', finding: `$${input} per million tokens in, $${output} out; ${cap}` };
}
