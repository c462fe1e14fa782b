import { access, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { STUDY_FILE_NAME } from '../../config/read-study-file.js';
import { DEFAULT_SEEDS } from '../../config/resolve-settings.js';
import { UserError } from '../../core/user-error.js';
import { findProjectRoot } from '../../source/find-project-root.js';
import { loadPythonParser, walk } from '../../source/python-parser.js';
import type { Project } from '../../source/project.js';
import { readComponents } from '../../source/read-components.js';
import { readProject } from '../../source/read-project.js';
import { describeSeedStrategy } from '../../source/seeds/describe-seed-strategy.js';
import { findSeedStrategy } from '../../source/seeds/find-seed-strategy.js';

/** `ablationmage init train.py`: a commented `ablation.yaml` in the current folder, after a look at the script. */
export async function initCommand(script: string, existing: 'refuse' | 'replace'): Promise<void> {
  await loadPythonParser();
  const file = path.resolve(STUDY_FILE_NAME);
  if (existing === 'refuse' && (await exists(file))) {
    throw new UserError(`${file} is there already. Edit it, or say --force to replace it.`);
  }
  const scriptPath = path.resolve(script);
  const read = await readProject({ root: await findProjectRoot(scriptPath), script: scriptPath, configFiles: [] });
  if (!read.ok) throw new UserError(`Cannot read ${script}.`, read.failure);
  await writeFile(file, render(path.relative(process.cwd(), scriptPath), read.value));
  process.stdout.write(`Wrote ${STUDY_FILE_NAME}. Next: ablationmage plan\n`);
}

function render(script: string, project: Project): string {
  const { components } = readComponents(project, []);
  const marked =
    components.length === 0
      ? '# Nothing is marked yet. Put #ABLATABLE_COMPONENT at the end of a line whose part you want to see removed.'
      : `# Marked in the sources: ${components.map((component) => component.id).join(', ')}.`;
  const switches = switchArguments(project);
  const suggestions = (switches.length > 0 ? switches : ['--no-augmentation']).map(
    (option) => `#  - { name: ${option.replace(/^--(?:no|disable|without)-/, '')}, args: "${option}" }`,
  );
  return `# yaml-language-server: $schema=./node_modules/ablationmage/dist/ablation.schema.json
# A study of AblationMage. Flags of \`ablationmage run\` win over this file.

${stringify({ script }).trim()}
# args: "--epochs 5"          # the script's own arguments, the same for every run
# command: "torchrun --nproc_per_node 2 ${script}"

${marked}
# Parts that an argument or a configuration key switches off need no mark:
# components:
${suggestions.join('\n')}
#  - { name: amsgrad, file: config.yaml, set: { optimizer.amsgrad: false } }

# ${describeSeedStrategy(findSeedStrategy(project, [], 'keep-splits')).how.replaceAll('\n', ' ')}
seeds: ${DEFAULT_SEEDS}                      # or a list of indices: [0, 1, 7]; 0 is your own seed

# metric: test_accuracy       # default: the best guess among the numbers it prints; a list: the rest is exploratory
# direction: higher           # where the name does not say it
# select: best:val_loss       # the value at the epoch where val_loss is best, instead of the last one
# margin: 0.005               # differences within this much count as equivalent

# jobs: 2                     # runs at the same time
# threads: 1                  # threads per run
# timeout: 2h
# memory: 8G
# inputs: [pretrained.pt]     # checkpoints or outputs the script needs as input
`;
}

/** Options of the script that switch something off: `--no-aug` with store_true, or store_false. */
function switchArguments(project: Project): string[] {
  const options = [...project.pythonFiles.values()].flatMap((file) =>
    [...walk(file.tree.rootNode)].flatMap((node) => {
      if (node.type !== 'call' || node.childForFieldName('function')?.text.endsWith('add_argument') !== true) return [];
      const call = node.childForFieldName('arguments')?.text ?? '';
      const option = /^\(\s*["'](--[\w-]+)["']/.exec(call)?.[1];
      if (option === undefined) return [];
      return call.includes('store_false') || (call.includes('store_true') && /^--(?:no|disable|without)-/.test(option))
        ? [option]
        : [];
    }),
  );
  return [...new Set(options)];
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
