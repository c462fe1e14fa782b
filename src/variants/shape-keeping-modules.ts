import type { Project } from '../source/project.js';
import type { PythonFile } from '../source/python-file.js';
import type { Node } from '../source/python-parser.js';
import { argument, callArguments, type CallArguments } from './call-arguments.js';
import { calleeName } from './callee-name.js';
import { expectsProbabilities } from './expects-probabilities.js';
import { convolutionShape, linearShape, poolingShape, type SizeCheck } from './size-keeping-arguments.js';

/** What a module, built by a constructor call, does to the shape and type of the one tensor it is given. */
export type ModuleShape =
  | { readonly kind: 'keeps'; readonly library: 'torch' | 'keras'; readonly className: string }
  /** `nn.Identity()`: removing it changes nothing. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unsure'; readonly reason: string };

// From the "Shape" sections of the torch.nn documentation: "Output: same shape as the input".
const TORCH_SAME_SHAPE = new Set(
  `Dropout Dropout1d Dropout2d Dropout3d AlphaDropout FeatureAlphaDropout
  BatchNorm1d BatchNorm2d BatchNorm3d SyncBatchNorm LazyBatchNorm1d LazyBatchNorm2d LazyBatchNorm3d
  InstanceNorm1d InstanceNorm2d InstanceNorm3d LayerNorm GroupNorm RMSNorm LocalResponseNorm
  ReLU ReLU6 LeakyReLU PReLU RReLU ELU SELU CELU GELU SiLU Mish Tanh Softplus Softsign Softshrink Hardshrink
  Tanhshrink Hardtanh Hardswish Threshold`.split(/\s+/),
);

// The rest of TORCH_SAME_SHAPE by other makers: timm.layers, torchvision.ops.
const OTHER_SAME_SHAPE = new Set([
  'timm.layers.DropPath',
  'timm.layers.DropBlock2d',
  'torchvision.ops.StochasticDepth',
  'torchvision.ops.DropBlock2d',
  'torchvision.ops.DropBlock3d',
  'torchvision.ops.FrozenBatchNorm2d',
]);

// keras.io/api/layers: "Output shape: same shape as input".
const KERAS_SAME_SHAPE = new Set(
  `Dropout SpatialDropout1D SpatialDropout2D SpatialDropout3D GaussianNoise GaussianDropout AlphaDropout
  BatchNormalization LayerNormalization GroupNormalization UnitNormalization ActivityRegularization
  ReLU LeakyReLU ELU PReLU ThresholdedReLU RandomFlip RandomRotation RandomTranslation RandomContrast
  RandomBrightness`.split(/\s+/),
);
const KERAS_SAME_SHAPE_ACTIVATIONS = /^(relu|relu6|leaky_relu|elu|selu|gelu|silu|swish|mish|tanh|softplus|softsign)$/;

const PROBABILITIES = 'what follows may take its output for probabilities, which it would no longer be';

/**
 * Decides from a constructor call (`nn.Dropout(0.5)`) whether the module maps one tensor to one of the same
 * shape and type. A class is trusted only if the file's imports lead to torch, timm, torchvision or Keras; a
 * class of the project with such a name is not.
 */
export function shapeOfModule(project: Project, file: PythonFile, call: Node): ModuleShape {
  const written = call.childForFieldName('function')?.text ?? call.text;
  const name = call.type === 'call' ? calleeName(file, call) : undefined;
  if (name === undefined || name.startsWith('.')) {
    return unsure(`which class \`${written}\` is can't be told from the imports, so its output shape isn't known`);
  }
  const args = callArguments(call);
  const className = name.slice(name.lastIndexOf('.') + 1);
  if (/^torch\.nn\.utils\.(parametrizations\.)?(weight_norm|spectral_norm)$/.test(name)) {
    const wrapped = args.positional[0];
    return wrapped ? shapeOfModule(project, file, wrapped) : unsure(`what \`${written}\` wraps isn't known`);
  }
  if (name === 'torch.nn.Sequential') return sequentialShape(project, file, args);
  if (OTHER_SAME_SHAPE.has(name)) return { kind: 'keeps', library: 'torch', className };
  if (/^torch\.nn\.[^.]+$/.test(name)) return torchShape(project, className, written, args);
  if (/^keras\.layers\.[^.]+$/.test(name)) return kerasShape(className, written, args);
  return unsure(`whether \`${written}\` keeps the shape of its input isn't known`);
}

/** A chain keeps the shape if each of its steps does. */
function sequentialShape(project: Project, file: PythonFile, args: CallArguments): ModuleShape {
  if (args.open)
    return unsure("the steps of the nn.Sequential are not written out here, so its output shape isn't known");
  const steps = args.positional.map((step) => shapeOfModule(project, file, step));
  const changing = steps.find((step) => step.kind === 'unsure');
  if (changing !== undefined) return changing;
  return steps.every((step) => step.kind === 'nothing')
    ? { kind: 'nothing' }
    : { kind: 'keeps', library: 'torch', className: 'Sequential' };
}

function torchShape(project: Project, className: string, written: string, args: CallArguments): ModuleShape {
  if (TORCH_SAME_SHAPE.has(className)) return { kind: 'keeps', library: 'torch', className };
  if (className === 'Identity') return { kind: 'nothing' };
  if (className === 'Sigmoid' || className === 'Hardsigmoid') {
    return expectsProbabilities(project)
      ? unsure(`${written}: ${PROBABILITIES}`)
      : { kind: 'keeps', library: 'torch', className };
  }
  if (/^(Log)?Soft(max|min)(2d)?$|^LogSigmoid$/.test(className)) return unsure(`${written}: ${PROBABILITIES}`);
  if (/^(Lazy)?ConvTranspose\dd$/.test(className)) return unsure(`${written} changes the size of what it is given`);
  if (/^Conv\dd$/.test(className)) return fromCheck(className, convolutionShape(args), written);
  if (className === 'Linear') return fromCheck(className, linearShape(args), written);
  if (/^(Max|Avg)Pool\dd$/.test(className)) return fromCheck(className, poolingShape(args), written);
  return unsure(shapeChange(className, written));
}

function kerasShape(className: string, written: string, args: CallArguments): ModuleShape {
  if (['input_shape', 'input_dim', 'batch_input_shape'].some((name) => args.keywords.has(name))) {
    return unsure(`\`${written}\` also declares the shape of the model's input`);
  }
  if (className === 'Identity') return { kind: 'nothing' };
  if (KERAS_SAME_SHAPE.has(className)) return { kind: 'keeps', library: 'keras', className };
  if (className === 'Activation') {
    const activation = argument(args, 'activation', 0)?.text.slice(1, -1) ?? '';
    if (activation === 'linear') return { kind: 'nothing' };
    if (KERAS_SAME_SHAPE_ACTIVATIONS.test(activation)) return { kind: 'keeps', library: 'keras', className };
    return unsure(`${written}(${argument(args, 'activation', 0)?.text ?? ''}): ${PROBABILITIES}`);
  }
  if (/^Dense$|^Conv|^Separable|^Depthwise/.test(className)) {
    return unsure(`the size of what \`${written}\` is given isn't known, so whether it keeps that size isn't either`);
  }
  return unsure(shapeChange(className, written));
}

function shapeChange(className: string, written: string): string {
  if (/^(LSTM|GRU|RNN)/.test(className)) return `${written} returns its states beside the output`;
  if (className.includes('Embedding')) return `${written} turns indices into vectors; what follows expects vectors`;
  if (/Pool|Flatten|Upsample|UpSampling|Pad|Cropping|Shuffle|Fold|GLU$|Reshape|Permute/.test(className)) {
    return `${written} changes the shape of what it is given; what follows expects the new shape`;
  }
  return `whether \`${written}\` keeps the shape of its input isn't known`;
}

function fromCheck(className: string, check: SizeCheck, written: string): ModuleShape {
  return check.kind === 'same'
    ? { kind: 'keeps', library: 'torch', className }
    : unsure(`${written} ${check.reason}; what follows expects its output`);
}

function unsure(reason: string): ModuleShape {
  return { kind: 'unsure', reason };
}
