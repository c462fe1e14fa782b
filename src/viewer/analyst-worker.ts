import { parentPort, workerData } from 'node:worker_threads';
import { unreachable } from '../core/unreachable.js';
import { UserError } from '../core/user-error.js';
import type { AnalystAnswer, AnalystQuestion } from './analyst-protocol.js';
import { StudyAnalyses } from './study-analyses.js';
import { studyView } from './study-view.js';

/** Analyses one study in a thread of its own: ten thousand runs take their time, and the pages go on meanwhile. */
const { id, directory } = workerData as { readonly id: string; readonly directory: string };
const analyses = new StudyAnalyses(directory);

async function answer({ topic, revision, metric }: AnalystQuestion): Promise<string> {
  const own = await analyses.report(revision);
  const report =
    metric === undefined || metric === own.primaryMetric?.name ? own : await analyses.report(revision, metric);
  switch (topic) {
    case 'view':
      return JSON.stringify(studyView(id, revision, report, own));
    case 'figures': {
      const { figureViews } = await import('../reports/figure-views.js');
      return JSON.stringify(await figureViews(report));
    }
    default:
      return unreachable(topic);
  }
}

parentPort?.on('message', (question: AnalystQuestion) => {
  const { number } = question;
  const say = (said: AnalystAnswer): void => parentPort?.postMessage(said);
  answer(question).then(
    (json) => {
      say({ number, kind: 'answered', json });
    },
    (error: unknown) => {
      if (error instanceof UserError) say({ number, kind: 'refused', message: error.message });
      else
        say({ number, kind: 'failed', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    },
  );
});
