"""Bagged ensemble of small MLPs on the wine data; averages the members' probabilities."""
import argparse
import random

import numpy as np
import torch
from sklearn.datasets import load_wine
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split
from torch import nn


class MaskedMLP(nn.Module):
    """An MLP that sees only some of the features."""

    def __init__(self, n_in, n_out, hidden, mask):
        super().__init__()
        self.register_buffer("mask", mask)
        self.net = nn.Sequential(
            nn.Linear(n_in, hidden),
            nn.ReLU(),
            nn.Dropout(0.2),  #ABLATABLE_COMPONENT(name=dropout)
            nn.Linear(hidden, n_out),
        )

    def forward(self, x):
        return self.net(x * self.mask)  #ABLATABLE_COMPONENT(name=random_subspace, term=self.mask)


def bootstrap(n, rng):
    return torch.from_numpy(rng.choice(n, size=n, replace=True))


def ramp(epoch, epochs):
    return min(1.0, epoch / (0.5 * epochs))


def train_member(index, x, y, args):
    rng = np.random.RandomState(args.seed + index)
    torch.manual_seed(args.seed + index)
    mask = torch.from_numpy((rng.rand(x.shape[1]) < 0.7).astype(np.float32))
    rows = torch.arange(len(x))
    rows = bootstrap(len(x), rng)  #ABLATABLE_COMPONENT(name=bagging)
    x, y = x[rows], y[rows]
    model = MaskedMLP(x.shape[1], 3, args.hidden, mask)
    optimizer = torch.optim.Adam(model.parameters(), lr=args.lr)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(args.epochs):
        model.train()
        for idx in torch.randperm(len(x)).split(args.batch_size):
            logits = model(x[idx])
            loss = criterion(logits, y[idx])
            confidence = logits.softmax(1).pow(2).sum(1).mean()
            loss = loss + 0.1 * ramp(epoch, args.epochs) * confidence  #ABLATABLE_COMPONENT(name=confidence_penalty)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    model.eval()
    return model


@torch.no_grad()
def predict(members, weights, x):
    probabilities = torch.stack([m(x).softmax(dim=1) for m in members])
    return (weights[:, None, None] * probabilities).sum(0) / weights.sum()


@torch.no_grad()
def member_weights(members, x, y):
    accuracy = torch.tensor([(m(x).argmax(1) == y).float().mean() for m in members])
    return accuracy.pow(4)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--members", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--hidden", type=int, default=24)
    parser.add_argument("--batch-size", type=int, default=16)
    parser.add_argument("--lr", type=float, default=5e-3)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()

    random.seed(args.seed)
    X, y = load_wine(return_X_y=True)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.5, random_state=3, stratify=y)
    mean, std = X_train.mean(0), X_train.std(0)
    X_train = torch.tensor((X_train - mean) / std, dtype=torch.float32)
    X_test = torch.tensor((X_test - mean) / std, dtype=torch.float32)
    y_train = torch.tensor(y_train)

    members = [train_member(i, X_train, y_train, args) for i in range(args.members)]
    weights = torch.ones(len(members))
    weights = member_weights(members, X_train, y_train)  #ABLATABLE_COMPONENT(name=member_weighting)
    probability = predict(members, weights, X_test).numpy()
    print("members: %d" % len(members))
    print("accuracy: %.4f" % (probability.argmax(1) == y_test).mean())
    print("METRIC nll=%.4f" % log_loss(y_test, probability))


if __name__ == "__main__":
    main()
