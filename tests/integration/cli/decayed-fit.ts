/** A fit by hand. `smooth` is in a module of its own; the second mark stands on line 9. */
export const TRAIN = `import random
from parts import smooth
random.seed(0)
rate, weight = 0.1, 0.0
for value in [random.random() for _ in range(20)]:
    step = rate * (value - weight)
    step = smooth(step)  #ABLATABLE_COMPONENT(name=smoothing)
    weight += step
    weight *= 0.99  #ABLATABLE_COMPONENT(name=decay)
print(f"METRIC error={abs(weight - 0.5):.6f}")
`;
export const PARTS = 'def smooth(step):\n    return step / (1 + abs(step))\n';
export const BASE = { 'train.py': TRAIN, 'parts.py': PARTS };
export const WITHOUT_DECAY = { 'train.py': without('decay', TRAIN), 'parts.py': PARTS };

/** Without the line of a mark. */
export function without(name: string, script: string): string {
  return script.replace(new RegExp(`.*name=${name}\\).*\\n`), '');
}

/** Puts a line in front of a script. */
export function after(line: string, script: string): string {
  return `${line}\n${script}`;
}
