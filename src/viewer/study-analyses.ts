import type { Report } from '../core/report.js';
import { UserError } from '../core/user-error.js';
import { analyseStudyFolder } from '../report-study.js';
import { readSketch } from '../store/study-sketch.js';

/** The reports of one study at one revision, each made once. */
export class StudyAnalyses {
  readonly #directory: string;
  #revision = '';
  #reports = new Map<string | undefined, Promise<Report>>();

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** The study's own report, or the one about another metric, as `ablationmage report --metric` makes it. */
  async report(revision: string, metric?: string): Promise<Report> {
    if (revision !== this.#revision) {
      this.#revision = revision;
      this.#reports = new Map();
    }
    const known = this.#reports.get(metric);
    if (known !== undefined) return known;
    const report = this.#analyse(metric);
    this.#reports.set(metric, report);
    return report;
  }

  async #analyse(metric: string | undefined): Promise<Report> {
    if (metric === undefined) return analyseStudyFolder(this.#directory);
    const { metrics: own } = await readSketch(this.#directory);
    const names = [metric, ...own.names.filter((name) => name !== metric)];
    const report = await analyseStudyFolder(this.#directory, { ...own, names });
    if (!report.candidateMetrics.some(({ name }) => name === metric)) {
      throw new UserError(`No run gave a metric called ${metric}.`);
    }
    return report;
  }
}
