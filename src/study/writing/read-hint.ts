import type { HintComponent } from '../../core/component.js';
import type { HintTrial } from '../../core/hint-trial.js';
import { failure, success, type Result } from '../../core/result.js';
import type { ModelTurn } from '../../models/model.js';
import type { Project } from '../../source/project.js';
import { HINT_SYSTEM_PROMPT, hintRequest } from '../../variants/prompts/hint-request.js';
import { parseHintReply } from '../../variants/reply/parse-hint-reply.js';
import type { AskFailure, ModelSession } from './model-session.js';

const MOST_OUTPUT_TOKENS = 4000;
const MOST_TRIES = 3;

/** Which trials a hint asks for, as the model reads it; a reply in another form goes back once. */
export async function readHint(
  project: Project,
  session: ModelSession,
  hint: HintComponent,
): Promise<Result<readonly HintTrial[], AskFailure>> {
  const request: ModelTurn = { role: 'user', text: hintRequest(project, hint) };
  let turns = [request];
  for (let tries = 1; ; tries += 1) {
    const answer = await session.ask({
      purpose: tries === 1 ? `read ${hint.id}` : `read ${hint.id} again ${tries - 1}`,
      system: HINT_SYSTEM_PROMPT,
      shared: '',
      turns,
      maxOutputTokens: MOST_OUTPUT_TOKENS,
    });
    if (!answer.ok) return answer;
    const { text, modelId } = answer.value;
    const parsed = parseHintReply(text, project.pythonFiles.get(hint.file)?.text ?? '');
    if (parsed.kind === 'trials') return success(parsed.trials);
    if (parsed.kind === 'refused')
      return failure({ reason: `${modelId} refused: ${parsed.reason} (--retry-failed asks again)`, isPassing: false });
    if (tries === MOST_TRIES) {
      const reason = `${modelId} could not say which trials it asks for (${parsed.problem.replaceAll(/\s+/g, ' ')})`;
      return failure({ reason, isPassing: false });
    }
    turns = [
      request,
      { role: 'assistant', text },
      { role: 'user', text: `${parsed.problem}\n\nSend the JSON object again, whole.` },
    ];
  }
}
