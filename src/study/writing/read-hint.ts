import type { HintComponent } from '../../core/component.js';
import type { GivenUp } from '../../core/given-up.js';
import type { HintTrial } from '../../core/hint-trial.js';
import { failure, success, type Result } from '../../core/result.js';
import { unreachable } from '../../core/unreachable.js';
import type { ModelRequest } from '../../models/model.js';
import type { Project } from '../../source/project.js';
import { HINT_SYSTEM_PROMPT, hintRequest } from '../../variants/prompts/hint-request.js';
import { parseHintReply } from '../../variants/reply/parse-hint-reply.js';
import type { ModelSession } from './model-session.js';
import { readReply } from './read-reply.js';

const MOST_OUTPUT_TOKENS = 4000;
const MOST_TRIES = 3;

/** How a model is asked, the first time, which trials a hint asks for. */
export function readingRequest(project: Project, hint: HintComponent): ModelRequest {
  return {
    purpose: `read ${hint.id}`,
    system: HINT_SYSTEM_PROMPT,
    shared: '',
    turns: [{ role: 'user', text: hintRequest(project, hint) }],
    maxOutputTokens: MOST_OUTPUT_TOKENS,
  };
}

/** Which trials a hint asks for, as the model reads it; a reply in another form goes back twice at most. */
export async function readHint(
  project: Project,
  session: ModelSession,
  hint: HintComponent,
): Promise<Result<readonly HintTrial[], GivenUp>> {
  const source = project.pythonFiles.get(hint.file)?.text ?? '';
  const first = readingRequest(project, hint);
  let request = first;
  for (let tries = 1; ; tries += 1) {
    const answer = await session.ask(request);
    if (!answer.ok) return answer;
    const { text, modelId } = answer.value;
    const reading = readReply(answer.value, (words) => parseHintReply(words, source));
    switch (reading.kind) {
      case 'trials':
        return success(reading.trials);
      case 'refused':
        return gaveUp(`${modelId} refused: ${reading.reason} (--retry-failed asks again)`);
      case 'cut':
      case 'unusable':
        break;
      default:
        return unreachable(reading);
    }
    const problem = reading.kind === 'cut' ? 'Your reply was cut off, because it was too long.' : reading.problem;
    if (tries === MOST_TRIES) {
      return gaveUp(`${modelId} could not say which trials it asks for (${problem.replaceAll(/\s+/g, ' ')})`);
    }
    request = {
      ...first,
      purpose: `${first.purpose} again ${tries}`,
      turns: [
        ...first.turns,
        { role: 'assistant', text },
        { role: 'user', text: `${problem}\n\nSend the JSON object again, whole.` },
      ],
    };
  }
}

function gaveUp(reason: string): Result<never, GivenUp> {
  return failure({ reason, isPassing: false });
}
