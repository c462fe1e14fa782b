/** The library: everything the command line does, for other programs. */
export { readStudyFile, type LoadedStudyFile } from './config/read-study-file.js';
export { resolveSettings } from './config/resolve-settings.js';
export type { StudyFlags } from './config/study-flags.js';
export type { Invocation, ResourceSettings, StudySettings } from './config/study-settings.js';
export type { Component } from './core/component.js';
export type { Diagnostic } from './core/diagnostic.js';
export type { StudyEvent } from './core/event.js';
export type { MetricRequest } from './core/metric.js';
export type * from './core/effect.js';
export type * from './core/finding.js';
export type * from './core/report.js';
export { UserError } from './core/user-error.js';
export { reportStudy } from './report-study.js';
export { runStudy } from './run-study.js';
export type { ChangedRunsQuestion, StudyObserver } from './study/observer.js';
export { planStudy, type StudyPlan } from './study/plan-study.js';
export { readMarkedProject, type MarkedProject } from './study/read-marked-project.js';
export { readSubject, type Subject } from './study/read-subject.js';
