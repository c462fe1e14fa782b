import { rmdir } from 'node:fs/promises';
import type { ModelFailure } from '../models/model-failure.js';
import type { ModelSettings } from '../core/model-settings.js';
import type { Spending } from '../models/budget.js';
import { requestAsText } from '../models/request-as-text.js';
import { askToTheEnd, type WholeReply } from './ask-to-the-end.js';
import { makeCallFolder, writeNewFile } from './call-folder.js';
import type { ChatTemplate } from './chat-template.js';
import { outputTokensFor, requestMaker } from './make-request.js';
import { openModel } from './open-model.js';
import { conversationOf } from './prompts.js';
import { readScript } from './read-script.js';
import { rendererOf } from './render-conversation.js';
import type { WholeScriptTask } from './task.js';

/** Where a call happens, and who is told how it goes on. */
export interface CallSurroundings {
  /** Absolute; the call makes a folder of its own in it. */
  readonly outputFolder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly say: (message: string) => void;
}

/** What a call came to. Files are absolute. */
export interface CallOutcome {
  readonly kind: WholeScriptTask['kind'];
  /** With `prompt.md`, every exchange in `exchanges/`, and what is named below. */
  readonly folder: string;
  /** For people: provider and model. */
  readonly label: string;
  readonly spending: Spending;
  readonly answer:
    | { readonly kind: 'none'; readonly failure: ModelFailure }
    | {
        readonly kind: 'reply';
        readonly replyFile: string;
        /** Absent where the reply has no code. */
        readonly scriptFile?: string;
        /** Why the script cannot be run as it is; empty where it can. */
        readonly problems: readonly string[];
        readonly notes: readonly string[];
        /** Why the rest of a cut reply did not come. */
        readonly failure?: ModelFailure;
      };
}

/**
 * Asks a model for the whole ablation script and saves what it answers: `reply.md`, and the script in it as
 * `ablation_code.py`. Only the new folder is written to. Throws UserErrors for what can be mended before a call.
 */
export async function askForScript(
  task: WholeScriptTask,
  template: ChatTemplate | undefined,
  settings: ModelSettings,
  { outputFolder, environment, say }: CallSurroundings,
  signal: AbortSignal,
): Promise<CallOutcome> {
  const render = template === undefined ? undefined : await rendererOf(template);
  const makeRequest = requestMaker(task.kind, conversationOf(task), render, outputTokensFor(task.documents));
  const prompt = requestAsText(makeRequest([]));
  const folder = await makeCallFolder(outputFolder, task.kind, new Date());
  const { model, budget } = await openModel(settings, folder, environment, say).catch(async (error: unknown) => {
    // Nothing was asked, so nothing is left behind.
    await rmdir(folder);
    throw error;
  });
  await writeNewFile(folder, 'prompt.md', prompt);
  const count = task.documents.length;
  say(`Asking ${model.label} with ${count} ${count === 1 ? 'document' : 'documents'}`);
  const reply = await askToTheEnd(model, makeRequest, say, signal);
  const answer = reply.ok
    ? await saveReply(reply.value, task, folder)
    : ({ kind: 'none', failure: reply.failure } as const);
  return { kind: task.kind, folder, label: model.label, spending: budget.spent(), answer };
}

async function saveReply(
  reply: WholeReply,
  { documents }: WholeScriptTask,
  folder: string,
): Promise<CallOutcome['answer']> {
  const replyFile = await writeNewFile(folder, 'reply.md', reply.text);
  const script = await readScript(
    reply.text,
    documents.map(({ text }) => text),
  );
  return {
    kind: 'reply',
    replyFile,
    ...(script.code === undefined ? {} : { scriptFile: await writeNewFile(folder, 'ablation_code.py', script.code) }),
    problems: [...problemsOfEnd(reply), ...script.problems],
    notes: script.notes,
    ...(reply.failure === undefined ? {} : { failure: reply.failure }),
  };
}

function problemsOfEnd({ end, continuations, failure }: WholeReply): readonly string[] {
  switch (end) {
    case 'cut':
      return failure === undefined
        ? [`the reply is cut at its greatest length, after ${continuations} continuations too`]
        : ['the reply is cut at its greatest length, and its rest did not come'];
    case 'refused':
      return ['the model refused to go on'];
    case 'stop':
    case 'other':
      return [];
  }
}
