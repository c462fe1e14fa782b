"""Forecasts a noisy seasonal series with an LSTM and attention pooling."""
import copy

import numpy as np
import torch
from torch import nn

SEED = 11
WINDOW = 24
HIDDEN = 32
EPOCHS = 8
BATCH = 64
LEARNING_RATE = 5e-3


def make_series(n=1100, seed=5):
    rng = np.random.default_rng(seed)
    t = np.arange(n)
    season = np.sin(2 * np.pi * t / 24) + 0.5 * np.sin(2 * np.pi * t / 7)
    noise = np.zeros(n)
    for i in range(1, n):
        noise[i] = 0.6 * noise[i - 1] + rng.normal(scale=0.15)
    return season + 0.001 * t + noise, t


def difference(series):
    """First differences: takes the trend out."""
    return np.diff(series, prepend=series[:1])


def make_windows(series, t):
    calendar = np.stack([np.sin(2 * np.pi * t / 24), np.cos(2 * np.pi * t / 24)], axis=1)
    channels = [
        series[:, None],
        difference(series)[:, None],  #ABLATABLE_COMPONENT(name=differences)
        calendar,  #ABLATABLE_COMPONENT(name=calendar)
    ]
    features = np.concatenate(channels, axis=1)
    X = np.stack([features[i : i + WINDOW] for i in range(len(series) - WINDOW)])
    y = series[WINDOW:]
    return torch.tensor(X, dtype=torch.float32), torch.tensor(y, dtype=torch.float32)


class AttentionPool(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.score = nn.Linear(dim, 1)

    def forward(self, h):
        weights = torch.softmax(self.score(h), dim=1)
        return (weights * h).sum(dim=1)


class Forecaster(nn.Module):
    def __init__(self, n_features):
        super().__init__()
        self.lstm = nn.LSTM(
            n_features,
            HIDDEN,
            batch_first=True,
            bidirectional=True,  #ABLATABLE_COMPONENT
        )
        self.norm = nn.LayerNorm(2 * HIDDEN)  #ABLATABLE_COMPONENT(name=layer_norm)
        self.pool = AttentionPool(2 * HIDDEN)  #ABLATABLE_COMPONENT(name=attention_pool, replace=LastStep())
        self.head = nn.Linear(2 * HIDDEN, 1)
        self._init_forget_gate()  #ABLATABLE_COMPONENT(name=forget_bias)

    def _init_forget_gate(self):
        for name, param in self.lstm.named_parameters():
            if "bias_ih" in name:
                param.data[HIDDEN : 2 * HIDDEN].fill_(1.0)

    def forward(self, x):
        h, _ = self.lstm(x)
        h = self.norm(h)
        return self.head(self.pool(h)).squeeze(-1)


class LastStep(nn.Module):
    """Takes the last time step instead of pooling."""

    def forward(self, h):
        return h[:, -1]


def main():
    torch.manual_seed(SEED)
    series, t = make_series()
    X, y = make_windows(series, t)
    n_train = 800
    X_train, y_train, X_test, y_test = X[:n_train], y[:n_train], X[n_train:], y[n_train:]

    model = Forecaster(X.shape[-1])
    optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=3, gamma=0.5)
    loss_fn = nn.HuberLoss(delta=0.5)
    average = copy.deepcopy(model)
    for epoch in range(EPOCHS):
        model.train()
        for idx in torch.randperm(n_train).split(BATCH):
            optimizer.zero_grad()
            loss = loss_fn(model(X_train[idx]), y_train[idx])
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 0.5)
            optimizer.step()
            with torch.no_grad():
                for p_avg, p in zip(average.parameters(), model.parameters()):
                    p_avg.lerp_(p, 0.1)
        scheduler.step()  #ABLATABLE_COMPONENT(name=lr_decay)
        print(f"epoch {epoch + 1:02d} loss {loss.item():.4f}")

    average.eval()
    with torch.no_grad():
        rmse = (average(X_test) - y_test).pow(2).mean().sqrt().item()
    print(f"METRIC rmse={rmse:.4f}")


if __name__ == "__main__":
    main()
