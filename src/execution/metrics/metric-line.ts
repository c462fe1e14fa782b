import { readNumber } from './number-text.js';
import { stepProperty, type Reading } from './reading.js';

const METRIC_LINE = /^\s*METRIC\s+\S/;
const PAIR = /([^\s=]+)\s*=\s*(\S+)/g;

/**
 * Reads `METRIC accuracy=0.93 loss=0.2 step=3`, alone on its line. Names are kept as they are written;
 * `step` is the step of the others. A value that is no number is no reading.
 */
export function readMetricLine(text: string, trace: string): Reading[] | undefined {
  if (!METRIC_LINE.test(text)) return undefined;
  const pairs = text.trim().slice('METRIC'.length).trim();
  if (pairs.replace(PAIR, '').trim() !== '') return undefined;
  const numbers = [...pairs.matchAll(PAIR)].flatMap(([, name = '', valueText = '']) => {
    const percent = valueText.endsWith('%');
    const value = readNumber(percent ? valueText.slice(0, -1) : valueText);
    return value === undefined ? [] : [{ name, value, trace: percent ? `${trace} (in %)` : trace }];
  });
  const step = numbers.find(({ name }) => name === 'step')?.value;
  return numbers
    .filter(({ name }) => name !== 'step')
    .map((pair) => ({ source: 'metric-line' as const, ...pair, ...stepProperty(step), origin: '' }));
}
