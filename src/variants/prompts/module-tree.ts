import type { Fingerprint, ModelPrint, ModulePrint } from '../../core/fingerprint.js';

const MOST_MODULES = 300;

/** What ran in the baseline's first steps, as far as it helps to change the code: modules, shapes, estimators. Empty where nothing was seen. */
export function moduleTree({ models, fits }: Pick<Fingerprint, 'models' | 'fits'>): string {
  return [...models.map(modelLines), ...fits.map(fitLine)].join('\n');
}

function modelLines({ type, modules, inputs }: ModelPrint): string {
  const given = inputs.map(({ dtype, shape }) => `${dtype}[${shape.join(', ')}]`).join(', ');
  const shown = modules.filter(({ name }) => name !== '');
  const lines = shown.slice(0, MOST_MODULES).map(moduleLine);
  const rest = shown.length > MOST_MODULES ? [`  ... and ${shown.length - MOST_MODULES} more modules`] : [];
  return [`${type}, called with ${given === '' ? 'nothing that was seen' : given}`, ...lines, ...rest].join('\n');
}

function moduleLine({ name, type, settings, calls, input, output }: ModulePrint): string {
  const shapes = input === undefined && output === undefined ? '' : `  ${input ?? '?'} -> ${output ?? '?'}`;
  const use = calls === 0 ? '  never called' : calls > 1 ? `  called ${calls} times` : '';
  return `  ${name}: ${type}(${settings})${shapes}${use}`;
}

function fitLine({ type, shape, place, estimators }: Fingerprint['fits'][number]): string {
  const parts = Object.entries(estimators).map(([name, estimator]) => `${name}: ${estimator}`);
  return `${type} fitted at ${place} on ${shape.join(' x ')}${parts.length === 0 ? '' : ` with ${parts.join(', ')}`}`;
}
