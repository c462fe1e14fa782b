import { UserError } from '../../core/user-error.js';
import { planWorkspace } from '../../execution/workspace/plan-workspace.js';
import type { WorkspacePlan } from '../../execution/workspace/workspace-plan.js';
import type { StudyPlan } from '../plan-study.js';
import type { Subject } from '../read-subject.js';
import { sourcesOfOpenRuns } from './keep-sources.js';

/**
 * What each run gets of the project: what runs under way got, where the study takes their sources. `excluded`: folders that no run
 * gets, absolute. Throws a UserError where those runs are no longer the ones whose sources were read.
 */
export async function workspaceOfRuns(
  { settings, project, command }: Subject,
  plan: StudyPlan,
  excluded: readonly string[],
): Promise<WorkspacePlan> {
  if (settings.sourcesFrom === undefined) {
    return planWorkspace({
      projectRoot: project.root,
      excluded,
      inputs: settings.inputs,
      sources: [...project.pythonFiles.keys(), ...project.configFiles.keys()],
      words: [...command, ...[...plan.recipes.values()].flatMap((recipe) => recipe.arguments)],
    });
  }
  const kept = sourcesOfOpenRuns(settings.studyDirectory);
  if (kept?.pristineDirectory === settings.sourcesFrom) return kept.plan;
  throw new UserError(
    'Another process took up the runs that Slurm has of this study, or submitted others, while this one began. ' +
      'Nothing was changed: resume it once more.',
  );
}
