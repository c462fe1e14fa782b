import { elementsOf } from '../source/delete-element.js';
import type { Project } from '../source/project.js';
import { type Node } from '../source/python-parser.js';
import { callArguments } from './call-arguments.js';
import type { RuleContext } from './rule.js';
import { placeOf } from './statement-of.js';

const MAKES_NUMBERS =
  /^(\w*Vectorizer|OneHotEncoder|OrdinalEncoder|LabelEncoder|LabelBinarizer|MultiLabelBinarizer|TargetEncoder|FeatureHasher|ColumnTransformer|FeatureUnion|FunctionTransformer|make_column_transformer)$/;

// Steps that give numbers where they get numbers, so that what follows can do without them.
const OPTIONAL_STEP =
  /^(StandardScaler|MinMaxScaler|MaxAbsScaler|RobustScaler|Normalizer|Binarizer|QuantileTransformer|PowerTransformer|PCA|IncrementalPCA|KernelPCA|SparsePCA|FastICA|TruncatedSVD|NMF|FactorAnalysis|SelectKBest|SelectPercentile|SelectFromModel|SelectFpr|SelectFdr|SelectFwe|GenericUnivariateSelect|RFE|RFECV|SequentialFeatureSelector|VarianceThreshold|PolynomialFeatures|SplineTransformer|KBinsDiscretizer|TfidfTransformer|SimpleImputer|KNNImputer|IterativeImputer|RBFSampler|Nystroem|SkewedChi2Sampler|GaussianRandomProjection|SparseRandomProjection|SMOTE\w*|ADASYN|BorderlineSMOTE|RandomOverSampler|RandomUnderSampler|TomekLinks|NearMiss)$/;

/** Why a step can't leave its `Pipeline`; undefined where it can. */
export function objectionToStep({ node, project }: RuleContext): string | undefined {
  const items = node.parent ? elementsOf(node.parent) : [];
  const { name, estimator } = namedStep(node);
  const className = classNameOf(estimator);
  // A pipeline that only transforms may end one step earlier.
  if (items.at(-1)?.id === node.id && !OPTIONAL_STEP.test(className)) {
    return 'the last step of a pipeline is its estimator, which it cannot do without';
  }
  if (MAKES_NUMBERS.test(className)) return `${className} makes the numbers that the steps behind it work on`;
  if (!OPTIONAL_STEP.test(className))
    return `whether the steps behind \`${estimator.text}\` can do without it isn't known`;
  if (/add_indicator\s*=\s*True/.test(estimator.text))
    return `${className} also adds columns, which may be selected by position`;
  return useByName(project, node, name ?? className.toLowerCase());
}

/** Why a member can't leave its `ColumnTransformer`, `FeatureUnion` or `VotingClassifier`; undefined where it can. */
export function objectionToAlternative({ node, project }: RuleContext, call: Node): string | undefined {
  const { keywords } = callArguments(call);
  const weights = ['weights', 'transformer_weights'].find((keyword) => keywords.has(keyword));
  if (weights !== undefined) return `the same call sets ${weights}, which match the members by position or name`;
  const remainder = keywords.get('remainder');
  const { name, estimator } = namedStep(node);
  if (
    remainder !== undefined &&
    !/^["']drop["']$/.test(remainder.text) &&
    !OPTIONAL_STEP.test(classNameOf(estimator))
  ) {
    return `its columns would fall to remainder=${remainder.text}, which may not be able to work with them`;
  }
  return useByName(project, node, name ?? classNameOf(estimator).toLowerCase());
}

function namedStep(step: Node): { readonly name?: string; readonly estimator: Node } {
  if (step.type !== 'tuple') return { estimator: step };
  const [first, second] = elementsOf(step);
  if (first?.type === 'string') return { name: first.text.slice(1, -1), estimator: second ?? step };
  return { estimator: first ?? step };
}

function classNameOf(estimator: Node): string {
  const written = estimator.type === 'call' ? estimator.childForFieldName('function')?.text : estimator.text;
  return written?.split('.').at(-1) ?? '';
}

/** `pipe.named_steps["scaler"]`, `scaler__with_mean` in a grid, `pipe[0]`. */
function useByName(project: Project, step: Node, name: string): string | undefined {
  for (const file of project.pythonFiles.values()) {
    for (const string of file.tree.rootNode.descendantsOfType('string')) {
      if (step.tree === file.tree && step.startIndex <= string.startIndex && string.endIndex <= step.endIndex) continue;
      const text = string.text.slice(1, -1);
      if (text.startsWith(`${name}__`) || (text === name && string.parent?.type === 'subscript')) {
        return `the step is reached by its name at ${placeOf(file, string)}`;
      }
    }
    for (const attribute of file.tree.rootNode.descendantsOfType('attribute')) {
      if (/\b(named_(steps|transformers_|estimators_)\.)/.test(attribute.text) && attribute.text.endsWith(`.${name}`)) {
        return `the step is reached by its name at ${placeOf(file, attribute)}`;
      }
      if (
        /\.(steps|transformers|transformers_|estimators_|transformer_list)$/.test(attribute.text) &&
        attribute.parent?.type === 'subscript'
      ) {
        return `steps are reached by their position at ${placeOf(file, attribute)}`;
      }
    }
    for (const keyword of file.tree.rootNode.descendantsOfType('keyword_argument')) {
      if (keyword.text.startsWith(`${name}__`)) return `the step is reached by its name at ${placeOf(file, keyword)}`;
    }
  }
  return undefined;
}
