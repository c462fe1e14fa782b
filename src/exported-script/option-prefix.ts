import { PARSERS_OF_FIELDS } from './argument-parsers.js';
import type { ExportedStudy } from './exported-study.js';

/** The options of the study's own code, of which a script must have none, not as the beginning of another either. */
const OWN = ['trial', 'seed', 'all', 'list'];

/** What makes options out of other things than words in the source. */
const MAKES_OPTIONS = new RegExp(
  String.raw`\b(?:argv|getopt|${PARSERS_OF_FIELDS.join('|')}|HfArgumentParser|LightningCLI|parse_known_args)\b`,
  'u',
);

/** `ablation-` before the names of the options, unless it is sure that the script has none that are called alike. */
export function optionPrefix({ subject }: ExportedStudy): string {
  const texts = [...subject.project.pythonFiles.values()].map(({ text }) => text);
  const { seedStrategy } = subject;
  const ownSeed = seedStrategy.kind === 'option' ? seedStrategy.option : undefined;
  return texts.every((text) => leavesOptionsFree(text, ownSeed)) ? '' : 'ablation-';
}

function leavesOptionsFree(text: string, ownSeed: string | undefined): boolean {
  if (MAKES_OPTIONS.test(text)) return false;
  const added = [...text.matchAll(/\badd_argument\(\s*(?<first>.)/gsu)];
  if (added.some(({ groups }) => groups?.first !== '"' && groups?.first !== "'")) return false;
  // A parser takes the beginning of an option for it: `--all` is `--all-data` there.
  const options = [...text.matchAll(/["']--(?<name>[\w-]+)/gu)].map(({ groups }) => groups?.name ?? '');
  return options.every((name) => `--${name}` === ownSeed || !OWN.some((own) => name.startsWith(own)));
}
