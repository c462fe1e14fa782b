"""House-price style regression on a synthetic table with pandas features and an MLP."""
import numpy as np
import pandas as pd
import torch
from torch import nn

SEED = 0
EPOCHS = 25
LR = 0.01

NUMERIC = [  #ABLATABLE_COMPONENT(each, name=feature)
    "area",
    "rooms",
    "age",
    "distance",
]
CATEGORICAL = "district"
TARGET = "price"


def make_table(n=900, seed=17):
    rng = np.random.default_rng(seed)
    df = pd.DataFrame(
        {
            "area": rng.lognormal(4.3, 0.4, n),
            "rooms": rng.integers(1, 7, n).astype(float),
            "age": rng.gamma(2.0, 15.0, n),
            "distance": rng.exponential(6.0, n),
            "district": rng.choice(list("ABCDEF"), n),
        }
    )
    effect = df["district"].map({"A": 0.4, "B": 0.2, "C": 0.0, "D": -0.1, "E": -0.3, "F": 0.1})
    log_price = 0.8 * np.log(df["area"]) + 0.05 * df["rooms"] - 0.004 * df["age"] - 0.03 * df["distance"] + effect
    df["price"] = np.exp(log_price + 0.1 * rng.standard_normal(n)) * 3
    df.loc[rng.random(n) < 0.05, "age"] = np.nan
    return df


def add_features(df):
    df = df.copy()
    df["area_per_room"] = df["area"] / df["rooms"]  #ABLATABLE_COMPONENT(name=area_per_room)
    df["age"] = df["age"].fillna(df["age"].median())
    return df


def clip_outliers(df, columns, reference):
    low, high = reference[columns].quantile(0.01), reference[columns].quantile(0.99)
    df = df.copy()
    df[columns] = df[columns].clip(low, high, axis=1)
    return df


def encode(train, test):
    columns = NUMERIC + [c for c in train.columns if c.endswith("_per_room")]
    train, test = (clip_outliers(part, columns, train) for part in (train, test))  #ABLATABLE_COMPONENT(name=clipping)
    mean, std = train[columns].mean(), train[columns].std()
    levels = sorted(train[CATEGORICAL].unique())
    numeric = [((part[columns] - mean) / std).to_numpy(np.float32) for part in (train, test)]
    codes = [pd.Categorical(part[CATEGORICAL], categories=levels).codes.astype(np.int64) for part in (train, test)]
    return [torch.from_numpy(x) for x in numeric], [torch.from_numpy(c) for c in codes], len(levels)


class Regressor(nn.Module):
    def __init__(self, n_numeric, n_levels, hidden=32, emb_dim=3):
        super().__init__()
        self.embedding = nn.Embedding(n_levels, emb_dim)  #ABLATABLE_COMPONENT
        self.mlp = nn.Sequential(
            nn.Linear(n_numeric + emb_dim, hidden),
            nn.ReLU(),
            nn.Linear(hidden, hidden),
            nn.ReLU(),
            nn.Linear(hidden, 1),
        )

    def forward(self, numeric, code):
        x = torch.cat([numeric, self.embedding(code)], dim=1)
        return self.mlp(x).squeeze(1)


def main():
    torch.manual_seed(SEED)
    df = add_features(make_table())
    train = df.sample(frac=0.75, random_state=1)
    test = df.drop(train.index)
    (x_train, x_test), (c_train, c_test), n_levels = encode(train, test)
    y_train = torch.tensor(np.log(train[TARGET].to_numpy()), dtype=torch.float32)
    y_test = torch.tensor(test[TARGET].to_numpy(), dtype=torch.float32)
    y_mean = y_train.mean()

    model = Regressor(x_train.shape[1], n_levels)
    optimizer = torch.optim.AdamW(model.parameters(), lr=LR, weight_decay=0.02)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.3, patience=1)
    criterion = nn.SmoothL1Loss(beta=0.2)
    for epoch in range(EPOCHS):
        model.train()
        total = 0.0
        batches = torch.randperm(len(x_train)).split(64)
        for idx in batches:
            optimizer.zero_grad()
            noisy = x_train[idx] + 0.05 * torch.randn(len(idx), x_train.shape[1])  #ABLATABLE_COMPONENT(name=input_noise, term=0.05 * torch.randn(len(idx), x_train.shape[1]))
            loss = criterion(model(noisy, c_train[idx]), y_train[idx] - y_mean)
            loss.backward()
            optimizer.step()
            total += loss.item()
        scheduler.step(total / len(batches))  #ABLATABLE_COMPONENT(name=plateau)
        if epoch % 5 == 4:
            print(f"epoch {epoch + 1:3d} loss {total / len(batches):.4f}")

    model.eval()
    with torch.no_grad():
        predicted = torch.exp(model(x_test, c_test) + y_mean)
    mape = ((predicted - y_test).abs() / y_test).mean().item()
    print(f"METRIC mape={mape:.4f}")


if __name__ == "__main__":
    main()
