import type { Fingerprint, OtherModelPrint } from '../../core/fingerprint.js';
import { alignSequences } from './align-sequences.js';
import { compareParameterTree } from './compare-parameter-tree.js';
import type { ComparisonTarget } from './comparison-target.js';
import { observedModule, type Finding } from './findings.js';
import { namesInWords, withThousands } from './in-words.js';
import { compareNamedSettings } from './settings/compare-named-settings.js';

/** Compares models of Keras and JAX as far as they are seen: their size, their layers, their optimizer. */
export function compareOthers(baseline: Fingerprint, variant: Fingerprint, target: ComparisonTarget): Finding[] {
  const { pairs, onlyLeft, onlyRight } = alignSequences(baseline.others, variant.others, {
    pair: (of, to) => (of.library === to.library ? 1 + (of.type === to.type ? 1 : 0) : 0),
  });
  return [
    ...onlyLeft
      .filter(({ type }) => !target.classNames.includes(type))
      .map(({ type }) => observedModule('rejected', `the model ${type} is gone`)),
    ...onlyRight.map(({ type }) => observedModule('rejected', `a new model ${type} was added`)),
    ...pairs.flatMap(([of, to]) => compareModel(of, to, target)),
  ];
}

function compareModel(of: OtherModelPrint, to: OtherModelPrint, target: ComparisonTarget): Finding[] {
  const numbers = `${withThousands(to.parameters)} parameters where the baseline has ${withThousands(of.parameters)}`;
  const staying = Object.entries(of.layers).flatMap(([name, type]) =>
    target.moduleNames.includes(name.split(/[./]/).at(-1) ?? name) && to.layers[name] === type ? [name] : [],
  );
  return [
    ...(to.parameters > of.parameters ? [observedModule('rejected', `${of.type} has ${numbers}`)] : []),
    ...(to.parameters < of.parameters &&
    !target.kinds.has('modules') &&
    !target.kinds.has('data') &&
    !target.kinds.has('other')
      ? [observedModule('rejected', `${of.type} has only ${numbers}`)]
      : []),
    ...(staying.length > 0
      ? [
          {
            severity: 'rejected',
            aspect: 'completeness',
            one: `${namesInWords(staying)} still ${staying.length === 1 ? 'takes' : 'take'} part`,
          } as const,
        ]
      : []),
    ...(of.library === 'jax' ? compareParameterTree(of, to, target) : compareLayers(of, to, target)),
    ...compareNamedSettings(
      of.optimizer === undefined ? [] : [of.optimizer],
      to.optimizer === undefined ? [] : [to.optimizer],
      target,
      { kind: 'optimizer' },
    ),
  ];
}

/**
 * By class, settings and number, since Keras counts its layers' names anew (`dense_1` becomes `dense`). Shapes
 * follow from what stands before.
 */
function compareLayers(of: OtherModelPrint, to: OtherModelPrint, target: ComparisonTarget): Finding[] {
  const [before, after] = [countByClass(of), countByClass(to)];
  const classes = new Set([...before.keys(), ...after.keys()]);
  const isUnknown = target.classNames.length === 0;
  const changed = changedLayers(before, after);
  return [...classes].flatMap((type): Finding[] => {
    const [had, has] = [before.get(type) ?? 0, after.get(type) ?? 0];
    const className = classOf(type);
    if (has > had && target.replacementClassNames?.includes(className) === true) return [];
    if (changed.has(className)) {
      return has > had ? [observedModule('rejected', `a layer has other settings than in the baseline: ${type}`)] : [];
    }
    const numbers = `${has} layers of the class ${type} where the baseline has ${had}`;
    if (has > had) return [observedModule('rejected', `there are ${numbers}`)];
    if (has === had || isUnknown || target.classNames.includes(className)) return [];
    return [observedModule('suspicious', `there are only ${numbers}`)];
  });
}

type Counts = ReadonlyMap<string, number>;

/** Classes of which there are as many as before, in which some have other settings. */
function changedLayers(before: Counts, after: Counts): ReadonlySet<string> {
  const ofClass = (counts: Counts, className: string): number =>
    [...counts].reduce((sum, [type, count]) => (classOf(type) === className ? sum + count : sum), 0);
  const gained = [...after].flatMap(([type, count]) => (count > (before.get(type) ?? 0) ? [classOf(type)] : []));
  return new Set(gained.filter((className) => ofClass(before, className) === ofClass(after, className)));
}

function classOf(type: string): string {
  return /^[\w.]+/.exec(type)?.[0] ?? type;
}

function countByClass({ layers }: OtherModelPrint): Map<string, number> {
  const counts = new Map<string, number>();
  for (const layer of Object.values(layers)) {
    const type = withoutShapes(layer);
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return counts;
}

/** `Dense([8, 1], [1]) {'units': 1}` without the shapes of its weights. */
function withoutShapes(layer: string): string {
  return layer.replace(/\((?:\[[^\]]*\](?:, )?)*\)/, '').replace(/\[[\d, ]*\]$/, '');
}
