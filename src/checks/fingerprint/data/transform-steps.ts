import { withoutAddresses } from '../in-words.js';

/**
 * The steps in what the transforms of a data set print: `RandomCrop(size=(32, 32), padding=4)`. Frames
 * around them (`Compose(...)`, `StandardTransform`) are left out, so that one transform alone and a
 * pipeline of one step are equal. Of a text that was cut (`... #ab12cd34`), the steps before the cut.
 */
export function transformSteps(text: string): string[] {
  const line = withoutAddresses(text).replace(/\s+/g, ' ').trim();
  const whole = isCut(text) ? line.slice(0, line.lastIndexOf('...')) : line;
  const steps = splitOutside(whole, ';').flatMap((part) => stepsOf(part.trim()));
  return isCut(text) ? steps.slice(0, -1) : steps;
}

/** Whether only the beginning of the transforms is known. */
export function isCut(text: string): boolean {
  return /\.\.\. ?#[0-9a-f]{8}\s*$/.test(text);
}

/** `RandomCrop` of `RandomCrop(size=(32, 32))`, `jitter` of `<function jitter>`. */
export function stepClass(step: string): string {
  return /^<?(?:function )?([\w.]+)/.exec(step)?.[1]?.split('.').at(-1) ?? step;
}

function stepsOf(text: string): string[] {
  const labelled =
    /^(?:\(\d+\):|(?:[\w.]*\.)?(?:target_)?transforms?:|(?:StandardTransform )?(?:Target )?[Tt]ransform:)\s*/;
  const plain = text.replace(labelled, '');
  if (plain !== text) return stepsOf(plain.trim());
  if (/^(None|StandardTransform|)$/.test(plain)) return [];
  const frame = /^(?:\w+\.)*(?:Compose|Sequential|StandardTransform)\((.*?)\)?$/.exec(plain);
  if (frame !== null) return elementsOf((frame[1] ?? '').trim());
  if (/^\[.*\]$/.test(plain)) return elementsOf(plain);
  const parts = splitOutside(plain, ' ');
  const [, ...more] = parts;
  return more.length === 0 ? [plain] : elementsOf(plain);
}

/** Elements of a frame: set apart by white space, or by commas in a list, with the frame's own options after it. */
function elementsOf(inner: string): string[] {
  const list = /^\[(.*)\](?:, (.*))?$/.exec(inner);
  if (list !== null) {
    const options = list[2] === undefined || list[2] === '' ? [] : [`Compose(${list[2]})`];
    return [...splitOutside(list[1] ?? '', ',').flatMap((each) => stepsOf(each.trim())), ...options];
  }
  const labelled = inner.replace(/\(\d+\): /g, '').replace(/(?:Target )?[Tt]ransform: /g, '');
  const parts = splitOutside(labelled, ' ').filter((part) => part !== '');
  return parts.length === 1 && parts[0] === inner ? [inner] : parts.flatMap((part) => stepsOf(part));
}

/** Splits where the separator stands in no bracket. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const letter of text) {
    if ('([{<'.includes(letter)) depth += 1;
    if (')]}>'.includes(letter)) depth = Math.max(0, depth - 1);
    if (letter === separator && depth === 0) parts.push('');
    else parts[parts.length - 1] = `${parts.at(-1) ?? ''}${letter}`;
  }
  return parts;
}
