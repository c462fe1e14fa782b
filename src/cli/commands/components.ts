import type { StudyFlags } from '../../config/study-flags.js';
import type { Component, HintComponent } from '../../core/component.js';
import { unreachable } from '../../core/unreachable.js';
import { placeOf } from '../../planning/select-components.js';
import type { Project } from '../../source/project.js';
import { readMarkedProject } from '../../study/read-marked-project.js';
import { decideChange } from '../../variants/decide-change.js';
import { loadSettings } from '../load-settings.js';
import { coloursFor } from '../terminal/colours.js';
import { formatDiagnostics } from '../terminal/print-diagnostic.js';

/** What `ablationmage components --json` prints per component. */
interface ComponentLine {
  readonly id: string;
  readonly group?: string;
  readonly place: string;
  readonly kind: Component['kind'];
  readonly state: 'removable' | 'needs-model' | 'impossible';
  /** The rule that acts, or why none does. */
  readonly how: string;
}

/** `ablationmage components`: what is marked, and which rule would act or why it abstains. Runs nothing. */
export async function componentsCommand(
  script: string | undefined,
  flags: StudyFlags & { readonly json?: true },
): Promise<void> {
  const { project, components, diagnostics } = await readMarkedProject(await loadSettings(script, flags));
  const lines = components.map((component) => describe(component, project));
  if (flags.json === true) {
    process.stdout.write(`${JSON.stringify({ components: lines, diagnostics }, undefined, 2)}\n`);
    return;
  }
  const colours = coloursFor(process.stdout, process.env);
  if (diagnostics.length > 0)
    process.stderr.write(`${formatDiagnostics(diagnostics, coloursFor(process.stderr, process.env))}\n\n`);
  const idWidth = Math.max(...lines.map((line) => line.id.length));
  const placeWidth = Math.max(...lines.map((line) => line.place.length));
  const marks = { removable: colours.green('✓'), 'needs-model': colours.yellow('?'), impossible: colours.red('✗') };
  for (const line of lines) {
    process.stdout.write(
      `${marks[line.state]} ${line.id.padEnd(idWidth)}  ${colours.dim(line.place.padEnd(placeWidth))}  ${line.how}\n`,
    );
  }
}

function hintInWords({ trial }: HintComponent): string {
  return trial === undefined ? 'a hint: a model says what it asks for (--api)' : `of a hint: ${trial.title}`;
}

function describe(component: Component, project: Project): ComponentLine {
  const base = {
    id: component.id,
    ...(component.group === undefined ? {} : { group: component.group }),
    place: placeOf(component) ?? 'ablation.yaml',
    kind: component.kind,
  };
  switch (component.kind) {
    case 'hint':
      return { ...base, state: 'needs-model', how: hintInWords(component) };
    case 'argument':
      return { ...base, state: 'removable', how: `adds ${component.arguments.join(' ')} to the command` };
    case 'config':
      return { ...base, state: 'removable', how: component.change };
    case 'code': {
      const decision = decideChange(component, project);
      switch (decision.kind) {
        case 'edit':
          return { ...base, state: 'removable', how: `${decision.rule}: ${decision.note}` };
        case 'abstain':
          return { ...base, state: 'needs-model', how: `no rule is sure: ${decision.reason}` };
        case 'meaningless':
          return { ...base, state: 'impossible', how: decision.reason };
        default:
          return unreachable(decision);
      }
    }
    default:
      return unreachable(component);
  }
}
