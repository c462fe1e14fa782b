import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FailureReason } from '../../../src/core/outcome.js';
import { writeStudy, type WrittenRun, type WrittenStudy } from './written-study.js';

/** A study that is not as one would like it, and what is done to its folder afterwards. */
export interface BadStudy {
  readonly study: WrittenStudy;
  readonly spoil?: (directory: string) => void;
}

const THREE_SEEDS = [0, 1, 2];
const BLOCKS = [{ id: 'conv2' }, { id: 'dropout' }, { id: 'augment' }];

/** A curve that rises to `end`, with noise that looks like noise and is always the same. */
function curve(end: number, trialId: string, seedIndex: number): number[] {
  const digest = createHash('sha256').update(`${trialId} ${seedIndex}`).digest();
  const noise = (digest.readUInt16BE() / 2 ** 16 - 0.5) / 100;
  return [0.6, 0.85, 1].map((share) => Number(((end + noise) * share).toFixed(4)));
}

const ENDS: Readonly<Record<string, number>> = { baseline: 0.91, conv2: 0.86, dropout: 0.909, augment: 0.92 };

function completed(trialId: string, seedIndex: number): WrittenRun {
  return { metrics: { accuracy: curve(ENDS[trialId] ?? 0.9, trialId, seedIndex) } };
}

const longName = (index: number) =>
  `model.encoder.layers.${index}.self_attention.output_projection.weight_normalisation`;

const FOREIGN = [
  { id: '注意力', label: '− 注意力机制' },
  { id: 'нормализация', label: '− нормализация слоя' },
  { id: 'انتباه', label: '− طبقة الانتباه' },
  { id: 'ωmega', label: '− Ω·x²' },
  { id: 'emoji', label: '− 👩‍👩‍👧 🔥' },
  { id: 'markup', label: '− <b onload="alert(1)">&amp;</b> $x^2$ #set_text | **bold** {{y}}' },
];

const OTHER_FAILURES: readonly FailureReason[] = [
  { kind: 'out-of-memory', where: 'cuda' },
  { kind: 'diverged', metric: 'accuracy' },
];

function failing(trialId: string, seedIndex: number): WrittenRun {
  switch (trialId) {
    case 'conv2':
      return {
        failure: {
          kind: 'crashed',
          exception: 'RuntimeError: mat1 and mat2 shapes cannot be multiplied (64x3136 and 1568x10)',
        },
        logTail: ['Traceback (most recent call last):', 'RuntimeError: mat1 and mat2 shapes cannot be multiplied'],
      };
    case 'dropout':
      return seedIndex === 0 ? completed(trialId, seedIndex) : { failure: { kind: 'timed-out', limitMs: 60_000 } };
    case 'augment':
      return { failure: OTHER_FAILURES[seedIndex] ?? { kind: 'lost' } };
    default:
      return completed(trialId, seedIndex);
  }
}

/** By what is the matter with them. */
export const badStudies = {
  unfinished: {
    study: {
      trials: BLOCKS,
      seeds: THREE_SEEDS,
      isEnded: false,
      run: (trialId, seedIndex) =>
        trialId === 'augment' || (seedIndex === 2 && trialId !== 'baseline')
          ? 'to-come'
          : completed(trialId, seedIndex),
    },
  },
  'failed-trials': { study: { trials: BLOCKS, seeds: THREE_SEEDS, run: failing } },
  'failed-baseline': {
    study: {
      trials: BLOCKS,
      seeds: THREE_SEEDS,
      isEnded: false,
      run: (trialId, seedIndex) =>
        trialId === 'baseline' && seedIndex === 0
          ? { failure: { kind: 'crashed', exitCode: 1, lastWords: 'No such file: data.csv' } }
          : 'to-come',
    },
  },
  'nothing-ended': { study: { trials: BLOCKS, seeds: THREE_SEEDS, isEnded: false, run: () => 'to-come' } },
  'no-trial': {
    study: {
      trials: [],
      seeds: THREE_SEEDS,
      run: completed,
      skipped: [
        {
          id: 'residual',
          place: 'train.py:31',
          reason: 'a hint block needs a model, and none is set up',
          kind: 'impossible',
        },
      ],
    },
  },
  'one-seed': { study: { trials: BLOCKS, seeds: [0], run: completed } },
  'one-trial': { study: { trials: BLOCKS.slice(0, 1), seeds: THREE_SEEDS, run: completed } },
  'sixty-long-names': {
    study: {
      trials: Array.from({ length: 60 }, (_, index) => ({ id: longName(index) })),
      seeds: THREE_SEEDS,
      run: completed,
    },
  },
  'not-a-number': {
    study: {
      trials: BLOCKS,
      seeds: THREE_SEEDS,
      metrics: ['accuracy', 'loss'],
      run: (trialId, seedIndex) => ({
        metrics: {
          accuracy: trialId === 'conv2' ? [0.6, NaN] : curve(ENDS[trialId] ?? 0.9, trialId, seedIndex),
          loss: trialId === 'dropout' ? [2, Infinity] : [2, 0.5 + seedIndex / 100],
        },
      }),
    },
  },
  'huge-and-tiny': {
    study: {
      trials: BLOCKS,
      seeds: THREE_SEEDS,
      metrics: ['perplexity', 'error'],
      run: (trialId, seedIndex) => {
        const [end = 0] = curve(ENDS[trialId] ?? 0.9, trialId, seedIndex).slice(-1);
        return { metrics: { perplexity: [end * 1e302, end * 1e300], error: [end * 1e-298, end * 1e-300] } };
      },
    },
  },
  'other-scripts': {
    study: {
      name: 'обучение',
      script: '実験/обучение.py',
      trials: FOREIGN,
      seeds: THREE_SEEDS,
      metrics: ['точность'],
      run: (trialId, seedIndex) => ({ metrics: { точность: curve(0.9, trialId, seedIndex) } }),
    },
  },
  'no-series': {
    study: { trials: BLOCKS, seeds: THREE_SEEDS, run: completed },
    spoil: (directory) => {
      rmSync(path.join(directory, 'runs'), { recursive: true });
    },
  },
  'tampered-log': {
    study: { trials: BLOCKS, seeds: THREE_SEEDS, run: completed },
    spoil: (directory) => {
      const file = path.join(directory, 'events.jsonl');
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/("trialId":"conv2".*"value":)0\.8/g, '$10.9'));
      appendFileSync(file, '{"type":"run-ended","at":"2026-01-01T00:01:00.000Z","run":"conv2"}\n');
    },
  },
} satisfies Readonly<Record<string, BadStudy>>;

/** Writes one of them. */
export async function writeBadStudy(directory: string, { study, spoil }: BadStudy): Promise<void> {
  await writeStudy(directory, study);
  spoil?.(directory);
}
