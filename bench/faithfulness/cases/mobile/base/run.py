"""python run.py [configs/digits.yaml]"""
import copy
import math
import sys

import torch
import torch.nn as nn
import yaml
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

from mobilenet import mobilenet_tiny


class ModelEma:
    """Exponential moving average of everything in the state dict."""

    def __init__(self, model, decay):
        self.module = copy.deepcopy(model).eval()
        self.decay = decay

    @torch.no_grad()
    def update(self, model):
        for (k, avg), new in zip(self.module.state_dict().items(), model.state_dict().values()):
            if avg.dtype.is_floating_point:
                avg.mul_(self.decay).add_(new, alpha=1 - self.decay)
            else:
                avg.copy_(new)


def learning_rate(it, total, cfg):
    lr = cfg["lr"] * 0.5 * (1 + math.cos(math.pi * it / total))
    lr *= min(1.0, (it + 1) / cfg["warmup_iters"])  #ABLATABLE_COMPONENT(name=warmup)
    return lr


def load(seed):
    x, y = load_digits(return_X_y=True)
    x = torch.as_tensor(x, dtype=torch.float32).reshape(-1, 1, 8, 8)
    x = (x - 4.88) / 6.02
    y = torch.as_tensor(y)
    idx_tr, idx_te = train_test_split(range(len(x)), train_size=900, random_state=seed, stratify=y)
    return x[idx_tr], y[idx_tr], x[idx_te], y[idx_te]


def accuracy(model, x, y):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        hits = (model(x).argmax(1) == y).sum().item()
    model.train(was_training)
    return hits / len(y)


if __name__ == "__main__":
    path = sys.argv[1] if len(sys.argv) > 1 else "configs/digits.yaml"
    with open(path) as f:
        config = yaml.safe_load(f)
    cfg = config["train"]
    torch.manual_seed(config["seed"])
    x_tr, y_tr, x_te, y_te = load(config["seed"])

    model = mobilenet_tiny(config["model"])
    ema = ModelEma(model, cfg["ema_decay"]) if cfg["use_ema"] else None
    criterion = nn.CrossEntropyLoss(label_smoothing=cfg["label_smoothing"])
    optimizer = torch.optim.AdamW(model.parameters(), lr=cfg["lr"], weight_decay=cfg["weight_decay"])

    per_epoch = math.ceil(len(x_tr) / cfg["batch_size"])
    total, it = cfg["epochs"] * per_epoch, 0
    model.train()
    while (epoch := it // per_epoch) < cfg["epochs"]:
        if it % per_epoch == 0:
            batches = torch.randperm(len(x_tr)).split(cfg["batch_size"])
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(it, total, cfg)
        batch = batches[it % per_epoch]
        loss = criterion(model(x_tr[batch]), y_tr[batch])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        if ema is not None:
            ema.update(model)
        it += 1
        if it % per_epoch == 0:
            print(f"epoch={epoch} loss={loss.item():.4f} train_acc={accuracy(model, x_tr, y_tr):.4f}")

    final = ema.module if ema is not None else model
    print(f"top1={100 * accuracy(final, x_te, y_te):.2f}")
