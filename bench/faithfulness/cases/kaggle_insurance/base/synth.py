"""Stands in for the competition's train.csv / test.csv, which I may not redistribute."""
import numpy as np
import pandas as pd


def read_csvs(seed):
    rng = np.random.RandomState(seed)
    n = 1600
    df = pd.DataFrame({
        "age": rng.randint(18, 80, n).astype(float),
        "income": np.exp(rng.normal(10.3, 0.6, n)),
        "dependents": rng.poisson(1.2, n),
        "city": rng.choice(["c%02d" % i for i in range(40)], n),
        "plan": rng.choice(["basic", "plus", "gold"], n, p=[0.5, 0.35, 0.15]),
        "visits": rng.negative_binomial(2, 0.3, n).astype(float),
        "since": rng.randint(1990, 2020, n),
    })
    city_effect = rng.normal(0, 0.35, 40)
    base = 5.2 + 0.015 * df["age"] + 0.08 * df["visits"] + city_effect[df["city"].str[1:].astype(int)]
    base += df["plan"].map({"basic": 0.0, "plus": 0.2, "gold": 0.5}) - 0.1 * np.log(df["income"])
    df["charge"] = np.round(np.exp(base + rng.normal(0, 0.3, n)) / 5) * 5
    odd = rng.rand(n) < 0.02
    df.loc[odd, "visits"] *= 30
    df.loc[rng.rand(n) < 0.1, "income"] = np.nan
    return df.iloc[:1200].reset_index(drop=True), df.iloc[1200:].reset_index(drop=True)
