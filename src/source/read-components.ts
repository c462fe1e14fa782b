import type { DeclaredComponent } from '../core/declared-component.js';
import { readDeclaredComponents } from './configuration/declared-components.js';
import { readConfigMarks } from './configuration/read-config-marks.js';
import type { Project } from './project.js';
import { readMarks } from './read-marks.js';
import { withUniqueIds, type IdentifiedComponents } from './unique-ids.js';

/**
 * All components of a study: marks of the script, of the other Python files in the order they are
 * imported, of the configuration files, then what `ablation.yaml` declares. Ids are unique over all.
 */
export function readComponents(project: Project, declared: readonly DeclaredComponent[]): IdentifiedComponents {
  const read = [
    ...[...project.pythonFiles.values()].map(readMarks),
    ...[...project.configFiles.values()].map(readConfigMarks),
    readDeclaredComponents(project, declared),
  ];
  const identified = withUniqueIds(read.flatMap(({ drafts }) => drafts));
  return {
    components: identified.components,
    diagnostics: [...read.flatMap(({ diagnostics }) => diagnostics), ...identified.diagnostics],
  };
}
