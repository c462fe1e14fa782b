import { checkProjects } from '../../../../src/checks/check-variant.js';
import type { Evidence } from '../../../../src/core/verdict.js';
import { readComponents } from '../../../../src/source/read-components.js';
import { projectOf } from '../../variants/rules/marked-project.js';

/** What is held against a variant of a project all of whose components go, in words. */
export function objections(base: string | Files, variant: string | Files): string[] {
  return evidenceOf(base, variant).flatMap(({ severity, message }) => (severity === 'note' ? [] : [message]));
}

export function severities(base: string | Files, variant: string | Files): Set<Evidence['severity']> {
  return new Set(evidenceOf(base, variant).map(({ severity }) => severity));
}

type Files = Readonly<Record<string, string>>;

function evidenceOf(base: string | Files, variant: string | Files): readonly Evidence[] {
  const project = projectOf(filesOf(base));
  const { components } = readComponents(project, []);
  return checkProjects(project, projectOf(filesOf(variant)), components).evidence;
}

function filesOf(sources: string | Files): Files {
  return typeof sources === 'string' ? { 'train.py': sources } : sources;
}
