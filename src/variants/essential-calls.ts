import type { PythonFile } from '../source/python-file.js';
import type { Node } from '../source/python-parser.js';
import { calleeName } from './callee-name.js';

/** Calls that a training is made of, or that only report; removing them says nothing about the method. */
interface EssentialCall {
  /** Of the callee as it is written: `loss.backward`. */
  readonly written?: RegExp;
  /** Of its full name through the imports: `torch.optim.Adam`. */
  readonly resolved?: RegExp;
  readonly reason: string;
}

const OPTIMIZER = String.raw`^(?!.*sched)(.*[._])?(optim\w*|opt|opt_?\w{1,2}|\w+_opt(im(izer)?)?|scaler|grad_scaler|accelerator)`;

const STATEMENT_CALLS: readonly EssentialCall[] = [
  {
    written: /(^|\.)(backward|manual_backward)$/,
    reason: 'it computes the gradients, and without it nothing is trained; mark a term of the loss instead',
  },
  {
    written: new RegExp(String.raw`${OPTIMIZER}\.(step|update|minimize)$`),
    reason: 'it is the training step, and without it nothing is trained; mark what the step is built from instead',
  },
  {
    written: /(^|\.)zero_grad$/,
    reason: 'without it gradients add up over the steps, which is an error, not an ablation',
  },
  {
    written:
      /(^|\.)(print|pprint|tqdm\.write|makedirs|mkdir|savefig|save|dump|to_csv|summary|log_metrics?|log_params?|add_scalars?|add_image|add_histogram|set_postfix|set_description)$|^(logging|logger|log|wandb|mlflow|plt|pbar|writer|sys\.stdout|warnings)\./,
    reason: 'it only reports or saves, and has no part in the result',
  },
  {
    written: /\.(train|eval)$/,
    reason: 'it switches between training and evaluation, which is not a part of the method',
  },
  {
    written:
      /(^|\.)(manual_seed(_all)?|seed|seed_everything|set_seed|set_random_seed|fix_seed|setup_seed|random_seed)$/,
    reason: 'it sets the seed, which the study itself varies',
  },
  {
    written: /(^|\.)(add_argument|set_defaults|parse_args|parse_known_args|add_subparsers)$/,
    reason:
      'it sets up the command line; mark the place where the option acts, or give `args:` under `components:` in ablation.yaml',
  },
  {
    written:
      /(^|\.)(fit|compile|build|main|run|train|test|validate|evaluate|train_\w+|test_\w+|evaluate_\w+|validate_\w+)$/,
    reason: 'it is the training or evaluation itself; mark a part of it instead',
  },
  {
    written: /\.(to|cuda|cpu|load_state_dict|compute|reset)$/,
    reason: 'the rest of the script depends on what it sets up',
  },
];

const DATA =
  /(^|\.)(\w*DataLoader|Dataset\w*|\w+Dataset|load_\w+|read_csv|read_\w+|fetch_\w+|make_\w+_dataset|random_split|train_test_split)$/;

const ASSIGNED_CALLS: readonly EssentialCall[] = [
  {
    written: DATA,
    reason:
      'it loads or splits the data that everything is measured on; mark a transform, a feature or an argument instead',
  },
  {
    resolved: /^torchvision\.datasets\.|^sklearn\.(datasets|model_selection)\.|^datasets\.load_dataset$/,
    reason:
      'it loads or splits the data that everything is measured on; mark a transform, a feature or an argument instead',
  },
  {
    written: /(^|\.)(SGD|Adam|AdamW|RMSprop|Adagrad|Adadelta|Adamax|NAdam|RAdam|LBFGS|Lion|Lamb)$/,
    resolved: /^(torch\.optim|keras\.optimizers)\.(?!lr_scheduler|schedules|swa_utils)\w+$/,
    reason: 'it builds the optimizer; mark one of its arguments, or say replace= for another optimizer',
  },
  {
    resolved: /^(torch\.nn|keras\.losses)\.\w*(Loss|Crossentropy|Error)$/,
    written: /(^|\.)\w+Loss$/,
    reason: 'it builds the training loss; mark a term or an argument of it, or say replace= for another loss',
  },
  {
    written: /(^|\.)(ArgumentParser|parse_args|parse_known_args|get_args|parse_arguments)$|^torch\.device$/,
    reason:
      'it sets up the script; mark the place where the option acts, or give `args:` under `components:` in ablation.yaml',
  },
  {
    resolved: /^(sklearn\.metrics|torchmetrics)\./,
    reason: 'it computes a metric, which is what the study measures',
  },
];

/** Why a call that stands as a statement of its own makes no component; undefined where it may. */
export function essentialStatementCall(file: PythonFile, call: Node): string | undefined {
  return reasonAmong(STATEMENT_CALLS, file, call);
}

/** Why a call whose result is given a name makes no component; undefined where it may. */
export function essentialAssignedCall(file: PythonFile, call: Node): string | undefined {
  return reasonAmong(ASSIGNED_CALLS, file, call);
}

function reasonAmong(calls: readonly EssentialCall[], file: PythonFile, call: Node): string | undefined {
  const written = call.childForFieldName('function')?.text ?? '';
  const resolved = calleeName(file, call);
  return calls.find(
    (each) =>
      each.written?.test(written) === true || (resolved !== undefined && each.resolved?.test(resolved) === true),
  )?.reason;
}
