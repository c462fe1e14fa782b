import { enclosingFunction } from '../source/name-uses.js';
import type { PythonFile } from '../source/python-file.js';
import type { Node } from '../source/python-parser.js';
import { calleeName } from './callee-name.js';

const METRIC_NAME =
  /(^|_)(acc|accuracy|f1|auc|auroc|correct|n_?correct|num_correct|hits|bleu|rouge|ppl|perplexity|rmse|mae|r2|iou|top_?\d|tpr|fpr|precision_?\d?|recall_?\d?|ap|map|mAP|ndcg|mrr|pr|(val|valid|test|eval)_loss|running_(loss|acc|corrects?|reward|score))\d*$/i;
const METRIC_CALL =
  /(^|\.)(\w*accuracy(_score)?|f1_score|roc_auc_score|precision_score|recall_score|classification_report|confusion_matrix|compute_metrics?|evaluate)$/;

const REPORTING_CALL =
  /^(logging|logger|log|wandb|mlflow|writer|pbar|tqdm)\.\w+$|(^|\.)(print|pprint|progress\w*|display|log_\w+|add_scalars?|set_postfix|set_description)$/;

/** Whether a name is one that a metric goes by: `test_acc`, `top5`. */
export function isMetricName(name: string): boolean {
  return METRIC_NAME.test(name);
}

/** Why a simple statement belongs to how the result is measured or reported, not to what is measured. */
export function bookkeepingReason(file: PythonFile, statement: Node): string | undefined {
  if (statement.type === 'assert_statement') return 'an assertion only checks, and has no part in the result';
  const only = statement.type === 'expression_statement' ? statement.namedChildren[0] : undefined;
  if (only?.type === 'call') {
    return REPORTING_CALL.test(only.childForFieldName('function')?.text ?? '')
      ? 'it only reports, and has no part in the result'
      : undefined;
  }
  const target = only?.childForFieldName('left');
  const value = only?.childForFieldName('right');
  if (!only || !target || !value) return undefined;
  const measures = 'it computes a metric, which is what the study measures';
  const name = target.type === 'attribute' ? (target.childForFieldName('attribute')?.text ?? '') : target.text;
  if (METRIC_NAME.test(name) || callsMetric(file, value) || /^self\.(sum|count|avg|total)$/.test(target.text))
    return measures;
  const adds = only.childForFieldName('operator')?.text === '+=';
  return adds && isRunningTotal(file, target, value) ? measures : undefined;
}

function callsMetric(file: PythonFile, value: Node): boolean {
  if (value.type !== 'call') return false;
  const resolved = calleeName(file, value);
  if (resolved !== undefined && /^(sklearn\.metrics|torchmetrics)\.(?!pairwise)/.test(resolved)) return true;
  return METRIC_CALL.test(value.childForFieldName('function')?.text ?? '');
}

/** `running_loss += loss.item()`: a number for people, that no gradient flows through. */
function isRunningTotal(file: PythonFile, target: Node, value: Node): boolean {
  if (/\.item\(\)|^float\(|^len\([^()]*\)$|^[\w.]+(\.size\(0\)|\.shape\[0\])$/.test(value.text)) return true;
  const scope = enclosingFunction(target) ?? file.tree.rootNode;
  if (scope.text.includes(`${target.text}.backward(`)) return false;
  if (/\.eval\(\)|no_grad\(\)|inference_mode\(\)/.test(scope.text) && !scope.text.includes('.backward(')) return true;
  const isLossTotal = /(^|_)(loss|losses|total)$/i.test(target.text) && /^\w*loss\w*$/i.test(value.text);
  return isLossTotal && !/\breturn\b/.test(scope.type === 'function_definition' ? scope.text : '');
}
