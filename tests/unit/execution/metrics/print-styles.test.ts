import { describe, expect, it } from 'vitest';
import { printedMetrics } from './run-output.js';

interface PrintStyle {
  readonly from: string;
  readonly stdout: string;
  readonly metrics: Readonly<Record<string, number>>;
}

const styles: readonly PrintStyle[] = [
  {
    from: 'the PyTorch MNIST example',
    stdout:
      'Train Epoch: 1 [0/60000 (0%)]\tLoss: 2.300039\nTrain Epoch: 1 [640/60000 (1%)]\tLoss: 1.213470\n' +
      '\nTest set: Average loss: 0.0275, Accuracy: 9912/10000 (99%)\n\n',
    metrics: { train_loss: 1.21347, test_set_average_loss: 0.0275, test_set_accuracy: 0.9912 },
  },
  {
    from: 'the PyTorch quickstart',
    stdout:
      'Epoch 1\n-------------------------------\nloss: 2.303494  [   64/60000]\nloss: 2.294637  [ 6464/60000]\n' +
      'Test Error: \n Accuracy: 44.7%, Avg loss: 2.156946 \n\nDone!\n',
    metrics: { loss: 2.294637, accuracy: 44.7, avg_loss: 2.156946 },
  },
  {
    from: 'the PyTorch CIFAR tutorial',
    stdout:
      '[1,  2000] loss: 2.173\n[1,  4000] loss: 1.846\nFinished Training\n' +
      'Accuracy of the network on the 10000 test images: 55 %\n' +
      'Accuracy for class: plane is 55.5 %\nAccuracy for class: car   is 72.4 %\n',
    metrics: {
      loss: 1.846,
      accuracy_of_the_network_on_the_test_images: 55,
      accuracy_for_class_plane: 55.5,
      accuracy_for_class_car: 72.4,
    },
  },
  {
    from: 'the PyTorch ImageNet example',
    stdout:
      'Epoch: [0][  10/5005]\tTime  0.304 ( 0.911)\tLoss 6.9021e+00 (6.9853e+00)\tAcc@1   0.39 (  0.14)\tAcc@5   1.17 (  0.60)\n' +
      ' *   Acc@1 69.758 Acc@5 89.078\n',
    metrics: { time: 0.304, loss: 6.9021, 'acc@1': 0.39, 'acc@5': 1.17, 'acc@1 (2)': 69.758, 'acc@5 (2)': 89.078 },
  },
  {
    from: 'Keras 2, to a pipe',
    stdout:
      'Epoch 1/2\n\r  1/235 [..............................] - ETA: 1:00 - loss: 2.3 - accuracy: 0.1' +
      '\b\b\b\b\b\b\b\b\r235/235 [==============================] - 1s 4ms/step - loss: 0.31 - accuracy: 0.90 - val_loss: 0.25 - val_accuracy: 0.93\n' +
      'Epoch 2/2\n\r235/235 [==============================] - 1s 4ms/step - loss: 0.21 - accuracy: 0.94 - val_loss: 0.20 - val_accuracy: 0.95\n',
    metrics: { loss: 0.21, accuracy: 0.94, val_loss: 0.2, val_accuracy: 0.95 },
  },
  {
    from: 'Keras 3, with colours',
    stdout:
      '\u001b[1m235/235\u001b[0m \u001b[32m━━━━━━━━━━━━━━━━━━━━\u001b[0m\u001b[37m\u001b[0m \u001b[1m1s\u001b[0m 4ms/step - accuracy: 0.9012 - loss: 0.3101\n',
    metrics: { accuracy: 0.9012, loss: 0.3101 },
  },
  {
    from: 'Keras with verbose=2',
    stdout: 'Epoch 3/3\n469/469 - 3s - loss: 0.3 - accuracy: 0.91 - 3s/epoch - 7ms/step\n',
    metrics: { loss: 0.3, accuracy: 0.91 },
  },
  {
    from: 'the Lightning test table',
    stdout:
      '─────────────────────────────────────\n       Test metric             DataLoader 0\n─────────────────────────────────────\n' +
      '        test_acc            0.9876999855041504\n        test_loss          0.04123\n',
    metrics: { test_acc: 0.9876999855041504, test_loss: 0.04123 },
  },
  {
    from: 'the Lightning test table, with lines',
    stdout:
      '┏━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━┓\n┃  Test metric  ┃ DataLoader 0 ┃\n┡━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━┩\n' +
      '│   test_acc    │    0.9877    │\n│   test_loss   │    0.0412    │\n└───────────────┴──────────────┘\n',
    metrics: { test_acc: 0.9877, test_loss: 0.0412 },
  },
  {
    from: 'the Hugging Face Trainer',
    stdout:
      "{'loss': 0.52, 'grad_norm': 1.5, 'learning_rate': 1e-05, 'epoch': 1.0}\n" +
      "{'eval_loss': 0.31, 'eval_accuracy': 0.88, 'eval_runtime': 1.2, 'epoch': 1.0}\n",
    metrics: {
      loss: 0.52,
      grad_norm: 1.5,
      learning_rate: 1e-5,
      eval_loss: 0.31,
      eval_accuracy: 0.88,
      eval_runtime: 1.2,
    },
  },
  {
    from: 'XGBoost',
    stdout: '[0]\ttrain-rmse:0.51\tvalidation-rmse:0.62\n[10]\ttrain-rmse:0.21\tvalidation-rmse:0.34\n',
    metrics: { train_rmse: 0.21, validation_rmse: 0.34 },
  },
  {
    from: 'LightGBM',
    stdout:
      "[LightGBM] [Info] Total Bins 2550\n[1]\tvalid_0's l2: 0.24\tvalid_0's auc: 0.75\n[2]\tvalid_0's l2: 0.21\tvalid_0's auc: 0.81\n",
    metrics: { valid_0_l2: 0.21, valid_0_auc: 0.81 },
  },
  {
    from: 'classification_report',
    stdout:
      '              precision    recall  f1-score   support\n\n' +
      '           0       0.98      1.00      0.99        42\n           1       0.95      0.97      0.96        37\n\n' +
      '    accuracy                           0.97        79\n   macro avg       0.96      0.98      0.975        79\nweighted avg       0.97      0.97      0.972        79\n',
    metrics: {
      accuracy: 0.97,
      macro_avg_precision: 0.96,
      macro_avg_recall: 0.98,
      macro_avg_f1_score: 0.975,
      weighted_avg_precision: 0.97,
      weighted_avg_recall: 0.97,
      weighted_avg_f1_score: 0.972,
    },
  },
  {
    from: 'the fastai table',
    stdout:
      'epoch     train_loss  valid_loss  accuracy  time    \n0         1.234567    0.987654    0.812345  00:12     \n1         0.934567    0.887654    0.852345  00:12     \n',
    metrics: { train_loss: 0.934567, valid_loss: 0.887654, accuracy: 0.852345 },
  },
  {
    from: 'the skorch table',
    stdout:
      '  epoch    train_loss    valid_acc    valid_loss     dur\n-------  ------------  -----------  ------------  ------\n' +
      '      1        0.6905       0.6150        0.6749  0.0155\n      2        0.6648       0.6450        0.6633  0.0161\n',
    metrics: { train_loss: 0.6648, valid_acc: 0.645, valid_loss: 0.6633, dur: 0.0161 },
  },
  {
    from: 'a CSV log',
    stdout: 'epoch,train_loss,val_acc\n1,0.5,0.8\n2,0.4,0.85\n',
    metrics: { train_loss: 0.4, val_acc: 0.85 },
  },
  {
    from: 'a markdown table by epoch',
    stdout: '| epoch | loss | acc |\n|---|---|---|\n| 1 | 0.5 | 0.8 |\n| 2 | 0.4 | 0.9 |\n',
    metrics: { loss: 0.4, acc: 0.9 },
  },
  {
    from: 'tqdm',
    stdout:
      '\rEpoch 1:   0%|          | 0/391 [00:00<?, ?it/s]\rEpoch 1:  50%|█████     | 195/391 [00:01<00:05, 60.1it/s, loss=0.8, acc=0.5]' +
      '\rEpoch 1: 100%|██████████| 391/391 [00:06<00:00, 60.1it/s, loss=0.3, acc=0.9]\n',
    metrics: { loss: 0.3, acc: 0.9 },
  },
  {
    from: 'tqdm with a description',
    stdout:
      'train: 100%|##########| 10/10 [00:01<00:00, 9.8it/s, loss=0.3]\nval: 100%|##########| 10/10 [00:01<00:00, 9.8it/s, loss=0.4]\n',
    metrics: { train_loss: 0.3, val_loss: 0.4 },
  },
  {
    from: 'a line for each epoch, with commas',
    stdout: 'Epoch [3/10], Step [100/938], Loss: 0.31, Acc: 0.88\n',
    metrics: { loss: 0.31, acc: 0.88 },
  },
  {
    from: 'a line for each epoch, without colons',
    stdout: 'Epoch 3/10: loss 0.31 acc 0.88\n',
    metrics: { loss: 0.31, acc: 0.88 },
  },
  {
    from: 'a line for each epoch, with bars between',
    stdout: 'Epoch 3 | train_loss 0.5 | val_acc 0.8\n',
    metrics: { train_loss: 0.5, val_acc: 0.8 },
  },
  {
    from: 'training and validation on one line',
    stdout: 'Epoch 3 | Train loss: 0.3, acc: 0.8 | Val loss: 0.4, acc: 0.7\n',
    metrics: { train_loss: 0.3, train_acc: 0.8, val_loss: 0.4, val_acc: 0.7 },
  },
  {
    from: 'training and validation as parts of one line',
    stdout: 'Epoch 3 Train: loss 0.3 acc 0.8 | Val: loss 0.4 acc 0.7\n',
    metrics: { train_loss: 0.3, train_acc: 0.8, val_loss: 0.4, val_acc: 0.7 },
  },
  {
    from: 'the logging module',
    stdout:
      'INFO:root:val acc: 0.91\n2024-05-01 12:30:45,123 - trainer - INFO - val loss: 0.25\n[2024-05-01 12:30:45] INFO test_f1 = 0.8\n' +
      '2024-05-01 12:30:45.123 | INFO     | __main__:main:12 - test_auc: 0.97\n',
    metrics: { val_acc: 0.91, val_loss: 0.25, test_f1: 0.8, test_auc: 0.97 },
  },
  {
    from: 'scikit-learn scripts',
    stdout:
      "Accuracy: 0.9583\nMean CV accuracy: 0.951 (+/- 0.012)\nR^2 score: 0.87\nRMSE = 1,234.5\nroc_auc 0.93\nTest accuracy is 97.2%\nBest params: {'C': 1.0}\n",
    metrics: {
      accuracy: 0.9583,
      mean_cv_accuracy: 0.951,
      r_2_score: 0.87,
      rmse: 1234.5,
      roc_auc: 0.93,
      test_accuracy: 97.2,
      best_params_c: 1,
    },
  },
  {
    from: 'a pandas Series',
    stdout: 'accuracy    0.93\nf1          0.91\ndtype: float64\n',
    metrics: { accuracy: 0.93, f1: 0.91 },
  },
  {
    from: 'tensors and numpy scalars',
    stdout:
      "loss: tensor(0.3452, device='cuda:0', grad_fn=<NllLossBackward0>)\nacc = np.float64(0.91)\n{'f1': np.float64(0.8)}\n",
    metrics: { loss: 0.3452, acc: 0.91, f1: 0.8 },
  },
  {
    from: 'a JSON line',
    stdout: '{"epoch": 3, "loss": NaN, "val": {"acc": 0.9}, "name": "run", "done": true, "confusion": [1, 2]}\n',
    metrics: { loss: NaN, val_acc: 0.9 },
  },
  {
    from: 'values that went wrong',
    stdout: 'loss: nan\nval_loss: -inf\ntest loss inf\n',
    metrics: { loss: NaN, val_loss: -Infinity, test_loss: Infinity },
  },
  {
    from: 'a bracketed part',
    stdout: '[VAL] loss: 0.3\n[TEST] loss: 0.4\n',
    metrics: { val_loss: 0.3, test_loss: 0.4 },
  },
  { from: 'a best value in brackets', stdout: 'acc: 0.93 (best: 0.95)\n', metrics: { acc: 0.93, acc_best: 0.95 } },
  {
    from: 'folds',
    stdout: 'Fold 1 accuracy: 0.9\nFold 2 accuracy: 0.8\n',
    metrics: { fold_1_accuracy: 0.9, fold_2_accuracy: 0.8 },
  },
  {
    from: 'reinforcement learning',
    stdout: 'Episode 10: reward 200, epsilon 0.1\n',
    metrics: { reward: 200, epsilon: 0.1 },
  },
  { from: 'Windows line ends', stdout: 'acc: 0.5\r\nacc: 0.6\r\n', metrics: { acc: 0.6 } },
  { from: 'other writing', stdout: '测试 准确率: 0.93\n', metrics: { 测试_准确率: 0.93 } },
];

const noMetrics: readonly string[] = [
  'Loaded 1797 images in 3.2 s',
  '2024-01-01 12:00:00',
  'torch.Size([64, 1, 28, 28])',
  'Input shape: (64, 32)',
  'Python 3.11.2, torch 1.13.1',
  'numpy version 1.24',
  'Saved to ./checkpoints/model_acc=0.95.pt',
  'Conv2d(1, 32, kernel_size=(3, 3), stride=(1, 1))',
  '  (conv1): Conv2d(1, 32, kernel_size=(3, 3), stride=(1, 1))',
  'Namespace(batch_size=64, epochs=14, lr=1.0, seed=1)',
  'scores: [0.91, 0.92, 0.93]',
  'scores: 0.91 0.92 0.93',
  'losses: 0.3, 0.2',
  'ratio: 0,93',
  'elapsed: 3.2s',
  'Elapsed: 3.2 s',
  'size: 12.5MB',
  'time: 12:30',
  'Epoch 3',
  'Progress: 50/391',
  '0   0.98  1.00',
  'mean       5.84   3.05',
  'accuracy   0.97   360',
  '| resnet | 0.9 | 0.8 |',
  'layer      in     out\nfc        512      10',
  '| ours | 0.93 |',
  'mAP@0.5:0.95: 0.32',
  'lr: 0.001 -> 0.0001',
  'Epoch 1: val_loss improved from inf to 0.31000, saving model to best.h5',
  'Epoch 00003: early stopping',
  'device: cuda:0',
  'GPU 0: 45C, 1200MiB / 16384MiB',
  'Confusion matrix: [[50 0] [1 49]]',
  '0.9733333333333334',
  'METRICS acc',
];

describe('metrics that scripts print', () => {
  it.each(styles)('reads the style of $from', async ({ stdout, metrics }) => {
    expect(await printedMetrics(stdout)).toEqual(metrics);
  });

  it.each(noMetrics)('reads no metric from %j', async (stdout) => {
    expect(await printedMetrics(`${stdout}\n`)).toEqual({});
  });
});
