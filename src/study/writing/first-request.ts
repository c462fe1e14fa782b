import type { ModelSettings } from '../../core/model-settings.js';
import type { ModelRequest } from '../../models/model.js';
import { chooseFormat, maxOutputTokens } from '../../variants/prompts/edit-format.js';
import { systemPrompt, type EditFormat } from '../../variants/prompts/system-prompt.js';
import { trialRequest } from '../../variants/prompts/trial-request.js';
import type { Project } from '../../source/project.js';
import type { OpenTrial } from '../plan-study.js';

/** How a model is asked for a trial's variant the first time, and in which form it is to reply. */
export interface FirstRequest {
  readonly request: ModelRequest;
  readonly format: EditFormat;
}

/** `shared`: what all requests of the study say of it. */
export function firstRequest(
  project: Project,
  { trial, members, reasons }: OpenTrial,
  settings: Pick<ModelSettings, 'editFormat' | 'provider'>,
  shared: string,
): FirstRequest {
  const format = chooseFormat(settings, project, members);
  return {
    request: {
      purpose: trial.id,
      system: systemPrompt(format),
      shared,
      turns: [{ role: 'user', text: trialRequest(project, members, reasons) }],
      maxOutputTokens: maxOutputTokens(format, project, members),
    },
    format,
  };
}
