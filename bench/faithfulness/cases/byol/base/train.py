"""BYOL-style self-supervised pretraining on digits, then a linear probe."""
import copy
import math
import random

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

SEED = 0
EPOCHS = 6
BATCH_SIZE = 128
BASE_MOMENTUM = 0.98


def shift(x):
    return torch.roll(x, (random.randint(-1, 1), random.randint(-1, 1)), dims=(1, 2))


def gaussian_noise(x):
    return x + 0.15 * torch.randn_like(x)


def random_mask(x):
    return x * (torch.rand_like(x) > 0.2)


def brightness(x):
    scale = torch.empty(x.size(0), 1, 1).uniform_(0.7, 1.3)
    return x * scale


AUGMENTATIONS = [  #ABLATABLE_COMPONENT(each, name=aug)
    shift,
    gaussian_noise,
    random_mask,
    brightness,
]


def augment(x):
    for transform in AUGMENTATIONS:
        x = transform(x)
    return x.flatten(1)


def mlp(dim_in, dim_hidden, dim_out):
    return nn.Sequential(
        nn.Linear(dim_in, dim_hidden),
        nn.BatchNorm1d(dim_hidden),
        nn.ReLU(inplace=True),
        nn.Linear(dim_hidden, dim_out),
    )


class BYOL(nn.Module):
    def __init__(self, dim=64):
        super().__init__()
        self.encoder = mlp(64, 128, dim)
        self.projector = mlp(dim, 64, 32)
        self.predictor = mlp(32, 64, 32)  #ABLATABLE_COMPONENT
        self.target_encoder = copy.deepcopy(self.encoder)
        self.target_projector = copy.deepcopy(self.projector)
        for p in [*self.target_encoder.parameters(), *self.target_projector.parameters()]:
            p.requires_grad_(False)

    def forward(self, v1, v2):
        online = self.predictor(self.projector(self.encoder(v1)))
        with torch.no_grad():
            target = self.target_projector(self.target_encoder(v2))
        return 2 - 2 * F.cosine_similarity(online, target, dim=-1).mean()

    @torch.no_grad()
    def update_target(self, tau):
        pairs = [(self.encoder, self.target_encoder), (self.projector, self.target_projector)]
        for online, target in pairs:
            for p, p_t in zip(online.parameters(), target.parameters()):
                p_t.mul_(tau).add_(p, alpha=1 - tau)


def main():
    random.seed(SEED)
    np.random.seed(SEED)
    torch.manual_seed(SEED)
    digits = load_digits()
    x_train, x_test, y_train, y_test = train_test_split(digits.images, digits.target, test_size=0.3, random_state=0)
    x_train = torch.tensor(x_train / 16, dtype=torch.float32)
    x_test = torch.tensor(x_test / 16, dtype=torch.float32)

    model = BYOL()
    trainable = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.SGD(trainable, lr=0.1, momentum=0.9, weight_decay=1e-4)
    steps, step = EPOCHS * (len(x_train) // BATCH_SIZE), 0
    for epoch in range(EPOCHS):
        model.train()
        order = torch.randperm(len(x_train))
        for i in range(0, len(order) - BATCH_SIZE + 1, BATCH_SIZE):
            batch = x_train[order[i : i + BATCH_SIZE]]
            v1, v2 = augment(batch), augment(batch)
            loss = model(v1, v2)
            loss = (loss + model(v2, v1)) / 2  #ABLATABLE_COMPONENT(name=symmetric_loss)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            tau = BASE_MOMENTUM
            tau = 1 - (1 - tau) * (math.cos(math.pi * step / steps) + 1) / 2  #ABLATABLE_COMPONENT(name=momentum_schedule)
            model.update_target(tau)  #ABLATABLE_COMPONENT(name=ema)
            step += 1
        print(f"epoch {epoch + 1} byol loss {loss.item():.4f}")

    model.eval()
    with torch.no_grad():
        z_train = model.encoder(x_train.flatten(1)).numpy()
        z_test = model.encoder(x_test.flatten(1)).numpy()
    probe = LogisticRegression(max_iter=500, C=1.0).fit(z_train, y_train)
    print(f"METRIC probe_accuracy={probe.score(z_test, y_test):.4f}")


if __name__ == "__main__":
    main()
