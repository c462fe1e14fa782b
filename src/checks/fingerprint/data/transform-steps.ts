import { withoutAddresses } from '../in-words.js';

/**
 * The steps in what a pipeline of transforms prints: `RandomCrop(size=(32, 32), padding=4)`, one each line.
 * Frames (`Compose(`, `StandardTransform`) are left out, so that one transform alone and a pipeline of one
 * step are equal.
 */
export function transformSteps(text: string): string[] {
  return withoutAddresses(text)
    .split('\n')
    .map((line) => line.trim().replace(/^(Target t|T)ransforms?:\s*/, '').replace(/,$/, ''))
    .filter((line) => !/^(Compose\(|\)|\]|\[|StandardTransform|None|)$/.test(line));
}

/** `RandomCrop` of `RandomCrop(size=(32, 32))`. */
export function stepClass(step: string): string {
  return /^<?(?:function )?([\w.]+)/.exec(step)?.[1]?.split('.').at(-1) ?? step;
}
