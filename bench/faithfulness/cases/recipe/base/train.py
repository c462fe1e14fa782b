"""A training recipe with the usual tricks behind switches."""
import math
from contextlib import contextmanager

import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch.optim.swa_utils import AveragedModel

USE_MIXUP = True  #ABLATABLE_COMPONENT
USE_SWA = True  #ABLATABLE_COMPONENT
WARMUP_STEPS = 15
GRAD_CLIP = 0.5
CUTOUT_SIZE = 3
EPOCHS = 6
BATCH_SIZE = 96
BASE_LR = 4e-3


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 24, 3, padding=1)
        self.depthwise = nn.Conv2d(24, 24, 3, padding=1, groups=24)
        self.pointwise = nn.Conv2d(24, 48, 1)
        self.fc = nn.Linear(48 * 16, 10)

    def forward(self, x):
        x = F.silu(self.conv(x))
        x = F.silu(self.pointwise(self.depthwise(x)))
        return self.fc(F.avg_pool2d(x, 2).flatten(1))


def cutout(x):
    x = x.clone()
    i, j = torch.randint(0, 8 - CUTOUT_SIZE + 1, (2,)).tolist()
    x[:, :, i : i + CUTOUT_SIZE, j : j + CUTOUT_SIZE] = 0.0
    return x


def mixup(x, y, alpha=0.3):
    lam = torch.distributions.Beta(alpha, alpha).sample()
    perm = torch.randperm(x.size(0))
    return lam * x + (1 - lam) * x[perm], y, y[perm], lam


@contextmanager
def weight_noise(model, sigma):
    """Perturbs the weights within the block (a cheap flat-minimum regulariser)."""
    noise = [sigma * torch.randn_like(p) for p in model.parameters()]
    with torch.no_grad():
        for p, n in zip(model.parameters(), noise):
            p.add_(n)
    yield
    with torch.no_grad():
        for p, n in zip(model.parameters(), noise):
            p.sub_(n)


def learning_rate(step, total):
    if step < WARMUP_STEPS:  #ABLATABLE_COMPONENT(name=warmup)
        return BASE_LR * (step + 1) / WARMUP_STEPS
    return BASE_LR * 0.5 * (1 + math.cos(math.pi * step / total))


def train():
    torch.manual_seed(5)
    images, labels = load_digits(return_X_y=True)
    images = torch.tensor(images, dtype=torch.float32).view(-1, 1, 8, 8) / 16
    labels = torch.tensor(labels)
    split = torch.randperm(len(labels), generator=torch.Generator().manual_seed(1))
    tr, te = split[:1300], split[1300:]

    net = Net()
    swa = AveragedModel(net)
    opt = torch.optim.AdamW(net.parameters(), lr=BASE_LR, weight_decay=0.02)
    total, step = EPOCHS * math.ceil(len(tr) / BATCH_SIZE), 0
    for epoch in range(EPOCHS):
        net.train()
        for idx in tr[torch.randperm(len(tr))].split(BATCH_SIZE):
            for group in opt.param_groups:
                group["lr"] = learning_rate(step, total)
            x, y = images[idx], labels[idx]
            x = cutout(x)  #ABLATABLE_COMPONENT(name=cutout)
            opt.zero_grad()
            with weight_noise(net, 0.005):  #ABLATABLE_COMPONENT(name=weight_noise)
                if USE_MIXUP:
                    x, y_a, y_b, lam = mixup(x, y)
                    out = net(x)
                    loss = lam * F.cross_entropy(out, y_a) + (1 - lam) * F.cross_entropy(out, y_b)
                else:
                    loss = F.cross_entropy(net(x), y)
                loss.backward()
            if GRAD_CLIP > 0:  #ABLATABLE_COMPONENT(name=grad_clip)
                nn.utils.clip_grad_norm_(net.parameters(), GRAD_CLIP)
            opt.step()
            step += 1
        if USE_SWA and epoch >= EPOCHS // 2:
            swa.update_parameters(net)
        print(f"epoch {epoch + 1}: loss {loss.item():.4f}")

    final = swa if USE_SWA else net
    final.eval()
    with torch.no_grad():
        accuracy = (final(images[te]).argmax(1) == labels[te]).float().mean().item()
    print(f"accuracy: {accuracy:.4f}")


if __name__ == "__main__":
    train()
