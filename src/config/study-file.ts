import { z } from 'zod';
import { API_NAMES } from '../core/model-settings.js';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const argumentComponent = z
  .strictObject({
    name: z.string().min(1).describe('The id of the component in the table.'),
    group: z.string().min(1).optional().describe('Components of one group are removed together, in one trial.'),
    args: z
      .union([z.string(), z.array(z.string())])
      .describe('What is added to the command line to remove the component: "--no-aug", "model.attn=false".'),
  })
  .describe('A component that a command-line argument switches off.');

const configComponent = z
  .strictObject({
    name: z.string().min(1).describe('The id of the component in the table.'),
    group: z.string().min(1).optional().describe('Components of one group are removed together, in one trial.'),
    file: z.string().min(1).describe('A YAML, TOML or JSON file of the project.'),
    set: z
      .record(z.string(), z.union([scalar, z.array(scalar)]))
      .describe('Dotted keys and the values they get when the component is removed.'),
  })
  .describe('A component that a key of a configuration file switches off.');

/**
 * The whole of `ablation.yaml`. Flags win over it, it wins over the defaults.
 * Published as JSON Schema, so every key has a description.
 */
export const studyFileSchema = z
  .strictObject({
    name: z.string().min(1).optional().describe("The study's name; its folder in ablationmage_outputs/."),
    script: z.string().min(1).optional().describe('The training script, relative to this file.'),
    args: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .describe("The script's own arguments, the same for every run."),
    command: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .describe('The whole command, where it is not `python script args`: "torchrun --nproc_per_node 2 train.py".'),
    project: z
      .string()
      .optional()
      .describe('The root of the project; default: git root, pyproject.toml, or the script’s folder.'),
    python: z
      .string()
      .optional()
      .describe('The interpreter; default: the first one found that has the script’s imports.'),
    components: z
      .array(z.union([argumentComponent, configComponent]))
      .optional()
      .describe('Components without a mark in the code: arguments and configuration keys.'),
    only: z.array(z.string()).optional().describe('Only these components: ids or FILE:LINE.'),
    skip: z.array(z.string()).optional().describe('Not these components: ids or FILE:LINE.'),
    seeds: z
      .union([z.int().min(1), z.array(z.int().min(0)).min(1)])
      .optional()
      .describe('How many seeds (default 5), or the list of seed indices; 0 is your own seed.'),
    'resample-splits': z.boolean().optional().describe('Also vary the seeds of data splits (default false).'),
    aa: z
      .boolean()
      .optional()
      .describe('Also run the baseline at as many other seeds and compare it with itself (default false).'),
    jobs: z.int().min(1).optional().describe('Runs at the same time; default: one per core, or per free GPU.'),
    threads: z.int().min(1).optional().describe('Threads per run, the same for all; default 1 without a GPU.'),
    'gpus-per-run': z.int().min(0).optional().describe('GPUs each run gets.'),
    timeout: z.string().optional().describe('Time limit of a run: 90s, 30m, 2h; default none.'),
    memory: z.string().optional().describe('Memory limit of a run: 4G, 500M; default none.'),
    metric: z
      .union([z.string(), z.array(z.string()).min(1)])
      .optional()
      .describe('The metric of the table; more are exploratory. NAME, or NAME=/regular expression with one group/.'),
    select: z
      .string()
      .optional()
      .describe('"last" (default), or "best:NAME": the value at the epoch where NAME is best.'),
    direction: z
      .union([z.enum(['higher', 'lower']), z.record(z.string(), z.enum(['higher', 'lower']))])
      .optional()
      .describe('Whether a higher or a lower metric is better, where the name does not say.'),
    margin: z.number().positive().optional().describe('Differences within ± this much count as equivalent.'),
    inputs: z
      .array(z.string())
      .optional()
      .describe('Outputs or checkpoints the script needs as input; they are left out otherwise.'),
    strict: z.boolean().optional().describe('Suspicious variants do not run either (default false).'),
    accept: z
      .array(z.string())
      .optional()
      .describe('Trials that a person has looked at and takes, whatever their verdict.'),
    api: z
      .enum([...API_NAMES, 'command', 'manual', 'replay'])
      .optional()
      .describe('Who writes variants where no rule is sure; default: nobody.'),
    model: z.string().min(1).optional().describe("The provider's name of the model."),
    'base-url': z.string().optional().describe('Address of the API, for openai-compatible servers and gateways.'),
    'model-command': z
      .string()
      .min(1)
      .optional()
      .describe('With api: command: claude, codex, gemini, or any program that reads a prompt and prints a reply.'),
    replay: z.string().optional().describe('With api: replay: the study folder whose recorded replies are used.'),
    'env-file': z.string().optional().describe('File of NAME=value lines with the key of the API.'),
    'edit-format': z
      .enum(['auto', 'blocks', 'whole'])
      .optional()
      .describe('Whether a model writes edits or whole files (default auto).'),
    'max-cost': z
      .number()
      .min(0)
      .optional()
      .describe('US dollars that models may cost in this study (default 2, 0: no limit).'),
    'max-tokens': z.int().min(1).optional().describe('Tokens, in and out, that models may use in this study.'),
    sandbox: z
      .enum(['auto', 'bwrap', 'none'])
      .optional()
      .describe('Whether runs are kept from network, files and keys; auto (default): where a model writes variants.'),
    'allow-network': z.boolean().optional().describe('Whether sandboxed runs have the network (default false).'),
    'pass-env': z
      .array(z.string().min(1))
      .optional()
      .describe('Variables with tokens that sandboxed runs get all the same: [HF_TOKEN].'),
    caches: z
      .array(z.string().min(1))
      .optional()
      .describe('Folders that sandboxed runs may write to, such as ~/.cache/huggingface; relative to this file.'),
    'fork-server': z
      .boolean()
      .optional()
      .describe(
        'Whether runs are forked from a process that imported the libraries; default: where that makes no difference.',
      ),
    keep: z
      .enum(['none', 'failed', 'all'])
      .optional()
      .describe('Which working copies stay when a run ends (default none).'),
    executor: z
      .enum(['local', 'slurm'])
      .optional()
      .describe('Where runs execute: on this machine (default), or as jobs of Slurm.'),
    slurm: z
      .strictObject({
        partition: z.string().min(1).optional().describe('As sbatch --partition.'),
        account: z.string().min(1).optional().describe('As sbatch --account.'),
        time: z
          .union([z.string().min(1), z.int().min(1)])
          .optional()
          .describe('How long one run may take: 90m, 2h, or as sbatch --time (a number: minutes).'),
        mem: z
          .union([z.string().min(1), z.int().min(1)])
          .optional()
          .describe('As sbatch --mem: 8G (a number: MB).'),
        gres: z.string().min(1).optional().describe('As sbatch --gres: gpu:1.'),
        'cpus-per-task': z.int().min(1).optional().describe('As sbatch --cpus-per-task; also the threads per run.'),
        sbatch: z.array(z.string().min(1)).optional().describe('Further options for sbatch, as they are.'),
      })
      .optional()
      .describe('With executor: slurm, what each job asks for.'),
    'work-dir': z
      .string()
      .optional()
      .describe(
        'Where working copies are made; default: the system’s temporary folder. On a cluster a place on each node.',
      ),
  })
  .describe('A study of AblationMage: which parts of a training script are worth their place.');

export type StudyFile = z.infer<typeof studyFileSchema>;

/** The JSON Schema (draft 2020-12) that editors complete `ablation.yaml` with. */
export function studyFileJsonSchema(): unknown {
  return { ...z.toJSONSchema(studyFileSchema), title: 'ablation.yaml' };
}
