import type { OtherModelPrint } from '../../core/fingerprint.js';
import type { ComparisonTarget } from './comparison-target.js';
import { observedModule, type Finding } from './findings.js';
import { namesInWords } from './in-words.js';

/**
 * Compares parameter trees of JAX, of which only the paths tell what a parameter belongs to: `norm.scale`. Modules
 * without a name of their own are numbered (`Dense_1`), anew when one goes, so that they are counted by class.
 */
export function compareParameterTree(of: OtherModelPrint, to: OtherModelPrint, target: ComparisonTarget): Finding[] {
  const [before, after] = [countModules(of), countModules(to)];
  const added = [...after].flatMap(([name, count]) => (count > (before.get(name) ?? 0) ? [name] : []));
  const lost = [...before].flatMap(([name, count]) =>
    Array.from({ length: Math.max(0, count - (after.get(name) ?? 0)) }, () => name),
  );
  const isKnown = (name: string): boolean =>
    [...target.moduleNames, ...target.classNames].includes(name.split('.').at(-1) ?? name);
  const others = lost.filter((name) => !isKnown(name));
  const named = lost.length - others.length;
  // A name in the tree may be the component's without being spelled so in its source: one may be it.
  const isOne = named === 0 && others.length === 1;
  return [
    ...(added.length === 0 ? [] : [observedModule('rejected', `${namesInWords(added)} came into the parameters`)]),
    ...(others.length === 0 || target.classNames.length === 0
      ? []
      : [
          observedModule(
            isOne ? 'note' : 'suspicious',
            `${namesInWords(others)} ${others.length === 1 ? 'is' : 'are'} gone from the parameters`,
          ),
        ]),
  ];
}

/** How many modules hold parameters, by their path without numbers. */
function countModules({ layers }: OtherModelPrint): Map<string, number> {
  const holders = new Set(Object.keys(layers).map((path) => path.replace(/\.[^.]*$/, '')));
  const counts = new Map<string, number>();
  for (const holder of holders) {
    const name = holder.replaceAll(/_\d+(?=\.|$)/g, '');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
