import copy

import numpy as np
import torch
import torch.nn.functional as F

OPTIMIZERS = {"adamw": torch.optim.AdamW, "sgd": torch.optim.SGD}


class Trainer:
    def __init__(self, model, config):
        self.model, self.config = model, config
        self.ema = copy.deepcopy(model)
        self.optimizer = OPTIMIZERS[config["optimizer"]](
            model.parameters(), lr=config["lr"], weight_decay=config["weight_decay"]
        )
        self.scheduler = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda step: min(1.0, (step + 1) / config["warmup_steps"])
        )

    def mixup(self, x, y):
        alpha = self.config["mixup"]
        target = F.one_hot(y, 10).float()
        if alpha > 0:
            lam = np.random.beta(alpha, alpha)
            order = torch.randperm(len(x))
            x = lam * x + (1 - lam) * x[order]
            target = lam * target + (1 - lam) * target[order]
        return x, target

    @torch.no_grad()
    def update_ema(self):
        decay = self.config["ema_decay"]
        for averaged, current in zip(self.ema.parameters(), self.model.parameters()):
            averaged.mul_(decay).add_(current, alpha=1 - decay)

    def train_epoch(self, loader):
        self.model.train()
        losses = []
        for x, y in loader:
            x, target = self.mixup(x, y)
            loss = F.cross_entropy(self.model(x), target)
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            self.scheduler.step()  #ABLATABLE_COMPONENT(name=warmup)
            self.update_ema()
            losses.append(loss.item())
        return sum(losses) / len(losses)

    @torch.no_grad()
    def evaluate(self, loader):
        model = self.ema
        model.eval()
        logits, labels = zip(*[(model(x), y) for x, y in loader])
        logits, labels = torch.cat(logits), torch.cat(labels)
        return {
            "accuracy": (logits.argmax(1) == labels).float().mean().item(),
            "nll": F.cross_entropy(logits, labels).item(),
        }
