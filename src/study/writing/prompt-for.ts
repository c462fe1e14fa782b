import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../core/user-error.js';
import type { Fingerprint } from '../../core/fingerprint.js';
import type { ModelSettings } from '../../core/model-settings.js';
import type { ModelRequest } from '../../models/model.js';
import { readFingerprint } from '../../execution/probe/read-fingerprint.js';
import { runFiles } from '../../execution/run-files.js';
import { planLeaveOneOut } from '../../planning/plan-trials.js';
import { isMeant } from '../../planning/select-components.js';
import { membersOf } from '../../prepare-trial.js';
import type { Subject } from '../read-subject.js';
import { firstRequest } from './first-request.js';
import { readingRequest } from './read-hint.js';
import { reopenTrial } from './reopen-trial.js';
import { sharedContext } from './writing-desk.js';

/** What a model would be asked for a trial; `isMeasured`: with the module tree of the baseline's first steps. */
export interface PrintedPrompt {
  readonly request: ModelRequest;
  readonly isMeasured: boolean;
}

const NO_MODEL: Pick<ModelSettings, 'editFormat' | 'provider'> = {
  editFormat: 'auto',
  provider: { kind: 'manual', folder: '' },
};

/** The first request for a trial or component, asked of nobody: of a hint that was not read yet, which trials it asks for. Throws a UserError for an unknown id or one without code. */
export async function promptFor(subject: Subject, entry: string): Promise<PrintedPrompt> {
  const { components, project, settings } = subject;
  const meant = components.filter((component) => isMeant(component, entry));
  const trial = planLeaveOneOut(components).find(
    ({ id, componentIds }) => id === entry || meant.some((component) => componentIds.includes(component.id)),
  );
  if (trial === undefined || entry === 'baseline') {
    const known = components.map(({ id, group }) => group ?? id);
    throw new UserError(`There is no component "${entry}". Known: ${[...new Set(known)].join(', ')}.`);
  }
  const members = membersOf(trial, components);
  if (!members.some(({ kind }) => kind === 'code' || kind === 'hint')) {
    throw new UserError(`"${entry}" is a declared argument or key: it needs no rule and no model.`);
  }
  const unread = members.find((member) => member.kind === 'hint' && member.trial === undefined);
  if (unread?.kind === 'hint') return { request: readingRequest(project, unread), isMeasured: true };
  const baseline = await knownBaseline(settings.studyDirectory);
  const shared = sharedContext(
    subject,
    baseline === undefined ? undefined : { kind: 'observed', fingerprint: baseline, durationMs: 0 },
  );
  const { request } = firstRequest(project, reopenTrial(subject, trial), settings.model ?? NO_MODEL, shared);
  return { request, isMeasured: baseline !== undefined };
}

/** What the last start that watched the baseline's first steps saw of them. */
async function knownBaseline(studyDirectory: string): Promise<Fingerprint | undefined> {
  const folder = path.join(studyDirectory, 'smoke', 'baseline');
  const names = await readdir(folder).catch(() => []);
  const runs = await Promise.all(
    names.map(async (name) => {
      const directory = path.join(folder, name);
      return { directory, modifiedMs: (await stat(directory)).mtimeMs };
    }),
  );
  for (const { directory } of runs.sort((one, other) => other.modifiedMs - one.modifiedMs)) {
    const fingerprint = await readFingerprint(runFiles(directory).probeDirectory);
    if (fingerprint !== undefined) return fingerprint;
  }
  return undefined;
}
