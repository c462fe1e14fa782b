import { stripVTControlCharacters } from 'node:util';

/** A bar of tqdm, Keras or rich, as it stands at one moment. */
const PROGRESS = /\d{1,3}%\|.*\||\d+(\.\d+)?\s?(it|s|[kMG]?B)\/(s|it)\b|\[[=>.]{8,}\]|[━╸╺]{5,}/;

/** torchrun and others put the process in front of each line. */
const PROCESS_MARK = /^\[(?:rank\d+|default\d+)\]:\s?/;

/**
 * What a program said, as lines without colours, marks of processes and progress bars. A bar leaves the cursor where
 * it is, so what is said next may stand behind it.
 */
export function logLines(text: string): string[] {
  return stripVTControlCharacters(text)
    .split('\n')
    .flatMap(statesOf)
    .map((line) => line.replace(PROCESS_MARK, '').trimEnd());
}

/** What stays to be seen of a line that was written over itself. */
function statesOf(line: string): string[] {
  const last = line.split('\r').findLast((state) => state.trim() !== '');
  if (last === undefined) return [''];
  if (!PROGRESS.test(last)) return [last];
  const behind = /Traceback \(most recent call last\):$/.exec(last.trimEnd())?.[0];
  return behind === undefined ? [] : [behind];
}
