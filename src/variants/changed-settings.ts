import type { ArgumentComponent, Component, ConfigComponent } from '../core/component.js';
import { unreachable } from '../core/unreachable.js';

/** The names under which the script reads what a component changes from outside: `beta` of `--beta 0`, `loss.beta: 0`. */
export function changedSettings(component: Component): readonly string[] {
  switch (component.kind) {
    case 'argument':
      return namesOfArguments(component);
    case 'config':
      return namesOfKeys(component);
    case 'code':
    case 'hint':
      return [];
    default:
      return unreachable(component);
  }
}

function namesOfArguments(component: ArgumentComponent): string[] {
  return component.arguments.flatMap((word) => {
    const name =
      /^--(?:no-)?([A-Za-z][\w-]*)/.exec(word)?.[1] ?? /^[+~]{0,2}(?:[\w-]+\.)*([A-Za-z_][\w-]*)=/.exec(word)?.[1];
    return name === undefined ? [] : [name.replaceAll('-', '_')];
  });
}

/** Its words are `set loss.beta: 0`, one per key. */
function namesOfKeys({ change }: ConfigComponent): string[] {
  return [...change.matchAll(/([\w-]+):/g)].map(([, name = '']) => name);
}
