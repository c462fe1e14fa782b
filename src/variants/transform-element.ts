import type { Project } from '../source/project.js';
import type { Node } from '../source/python-parser.js';
import { callArguments } from './call-arguments.js';
import { calleeName } from './callee-name.js';
import type { RuleContext } from './rule.js';
import { placeOf } from './statement-of.js';

// By the libraries' documentation these give an image (or spectrogram) of the size and type they get.
const KEEPS_SIZE_AND_TYPE: ReadonlySet<string> = new Set(
  `Normalize RandomHorizontalFlip RandomVerticalFlip ColorJitter RandomRotation RandomAffine RandomPerspective
  RandomErasing RandomGrayscale GaussianBlur GaussianNoise RandomAdjustSharpness RandomAutocontrast RandomEqualize
  RandomInvert RandomPosterize RandomSolarize RandomPhotometricDistort RandomChannelPermutation AutoAugment
  RandAugment TrivialAugmentWide AugMix ElasticTransform
  HorizontalFlip VerticalFlip Flip ShiftScaleRotate Rotate SafeRotate Affine Perspective RandomBrightnessContrast
  RandomBrightness RandomContrast HueSaturationValue RGBShift ChannelShuffle ChannelDropout CoarseDropout Cutout
  GridDropout GaussNoise ISONoise MultiplicativeNoise Blur MotionBlur MedianBlur GlassBlur CLAHE RandomGamma
  GridDistortion OpticalDistortion Sharpen Emboss Solarize Posterize Equalize InvertImg ToSepia ImageCompression
  RandomFog RandomRain RandomShadow RandomSnow RandomSunFlare
  FrequencyMasking TimeMasking`.split(/\s+/),
);
const CROPS: ReadonlySet<string> = new Set(['RandomCrop', 'RandomResizedCrop']);

/** Image sizes of data sets, by the documentation of torchvision.datasets. */
const SIZES: readonly (readonly [RegExp, number])[] = [
  [/\b(CIFAR10|CIFAR100|SVHN)\b/, 32],
  [/\b(MNIST|FashionMNIST|KMNIST|QMNIST)\b/, 28],
  [/\bSTL10\b/, 96],
];

/** Why a transform can't leave its `Compose`; undefined where it can. */
export function objectionToTransform({ component, node, file, project }: RuleContext): string | undefined {
  const written = node.type === 'call' ? (node.childForFieldName('function')?.text ?? '') : node.text;
  const callee = node.type === 'call' ? calleeName(file, node) : undefined;
  if (callee === undefined || !/^(torchvision|albumentations|torchaudio)\./.test(callee)) {
    return `whether \`${written}\` keeps the size and type of what it is given can't be told`;
  }
  const className = callee.split('.').at(-1) ?? '';
  const { keywords } = callArguments(node);
  if (CROPS.has(className)) return cropChangesSize(project, node, className);
  if (!KEEPS_SIZE_AND_TYPE.has(className)) {
    return `${className} may change the size or type of what it is given, and what follows expects the new one`;
  }
  const twin = className === 'Normalize' ? placeOfTwin({ component, node, file }) : undefined;
  if (twin !== undefined) {
    return `${className} stands at ${twin} too: without one of them, training and test data would differ; mark both and give them one group`;
  }
  const expand = keywords.get('expand');
  return expand !== undefined && expand.text !== 'False'
    ? `${className} with expand changes the size of the image`
    : undefined;
}

/** The same `Normalize`, of the data that the other half of the study sees; a group may hold both. */
function placeOfTwin({ component, node, file }: Pick<RuleContext, 'component' | 'node' | 'file'>): string | undefined {
  if (component.options.group !== undefined) return undefined;
  const callee = calleeName(file, node);
  const twin = file.tree.rootNode
    .descendantsOfType('call')
    .find((other) => other.id !== node.id && calleeName(file, other) === callee);
  return twin && placeOf(file, twin);
}

/** `RandomCrop(32, padding=4)` keeps the size of 32-pixel images, and of no others. */
function cropChangesSize(project: Project, crop: Node, className: string): string | undefined {
  const { positional, keywords } = callArguments(crop);
  const size = keywords.get('size') ?? positional[0];
  const before = crop.parent?.namedChildren.filter((other) => other.startIndex < crop.startIndex) ?? [];
  const isResized = before.some((other) => /Resize|Crop|Pad/.test(other.text));
  const known = imageSize(project);
  const asked = size === undefined ? undefined : sizeOf(size);
  if (known !== undefined && asked === known && !isResized) return undefined;
  return `${className}(${size?.text ?? ''}) may change the size of the images, which is not known here`;
}

function sizeOf(node: Node): number | undefined {
  if (node.type === 'integer') return Number(node.text);
  const sides = /^(tuple|list)$/.test(node.type) ? node.namedChildren.map((child) => child.text) : [];
  return sides.length === 2 && sides[0] === sides[1] && /^\d+$/.test(sides[0] ?? '') ? Number(sides[0]) : undefined;
}

/** The one size of the data sets that the project names, if they agree. */
function imageSize(project: Project): number | undefined {
  const texts = [...project.pythonFiles.values()].map((file) => file.text);
  if (texts.some((text) => /\b(ImageFolder|ImageNet|DatasetFolder|Places365|Food101|CelebA|LSUN|EMNIST)\b/.test(text)))
    return undefined;
  const sizes = new Set(SIZES.filter(([name]) => texts.some((text) => name.test(text))).map(([, size]) => size));
  const [only] = sizes;
  return sizes.size === 1 ? only : undefined;
}
