import argparse

import numpy as np
from sklearn.datasets import load_digits

from mlp import MLP, Standardizer


def split(X, y, rng, fractions=(0.6, 0.2)):
    order = rng.permutation(len(X))
    a = int(fractions[0] * len(X))
    b = a + int(fractions[1] * len(X))
    return [(X[part], y[part]) for part in (order[:a], order[a:b], order[b:])]


def main(hidden, lr, epochs, seed):
    X, y = load_digits(return_X_y=True)
    (X_train, y_train), (X_val, y_val), (X_test, y_test) = split(X, y, np.random.default_rng(seed))

    #ABLATION_HINT_START(name=standardize)
    # No standardization of the pixels: all three parts stay as they are.
    #ABLATION_HINT_END
    scaler = Standardizer().fit(X_train)
    X_train, X_val, X_test = [scaler.transform(part) for part in (X_train, X_val, X_test)]

    model = MLP([X.shape[1], *hidden, 10], lr=lr, epochs=epochs, seed=seed)
    model.fit(X_train, y_train, X_val, y_val)

    acc = np.mean(model.predict(X_test) == y_test)
    print(f"test accuracy: {acc:.4f}")


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("--hidden", type=int, nargs="+", default=[64, 32])
    p.add_argument("--lr", type=float, default=0.1)
    p.add_argument("--epochs", type=int, default=25)
    p.add_argument("--seed", type=int, default=7)
    a = p.parse_args()
    main(a.hidden, a.lr, a.epochs, a.seed)
