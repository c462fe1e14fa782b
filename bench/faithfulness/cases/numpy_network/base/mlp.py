"""Multi-layer perceptron without any framework (homework turned into a workshop paper)."""
import numpy as np


class Standardizer:
    def fit(self, X):
        self.mean_ = X.mean(axis=0)
        self.std_ = X.std(axis=0) + 1e-6
        return self

    def transform(self, X):
        return (X - self.mean_) / self.std_


def one_hot(y, k):
    out = np.zeros((len(y), k))
    out[np.arange(len(y)), y] = 1.0
    return out


def softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    e = np.exp(z)
    return e / e.sum(axis=1, keepdims=True)


def shift_average(predict):
    """Decorator: average the prediction over the image and its two neighbours one pixel left and right."""

    def wrapped(self, X):
        total = predict(self, X)
        for step in (-1, 1):
            moved = np.roll(X.reshape(-1, 8, 8), step, axis=2).reshape(len(X), -1)
            total = total + 0.5 * predict(self, moved)
        return total / 2.0

    return wrapped


class MLP:
    def __init__(self, sizes, lr=0.2, momentum=0.9, l2=1e-3, keep=0.8, epochs=25, batch=64, patience=3, seed=0):
        self.sizes = sizes
        self.lr = lr
        self.momentum = momentum
        self.l2 = l2
        self.keep = keep
        self.epochs = epochs
        self.batch = batch
        self.patience = patience
        self.rng = np.random.default_rng(seed)
        self.W = [self.rng.normal(0, np.sqrt(2.0 / a), (a, b)) for a, b in zip(sizes[:-1], sizes[1:])]
        self.b = [np.zeros(b) for b in sizes[1:]]

    # ---- forward / backward -------------------------------------------------------------

    def _forward(self, X, training=False):
        acts, masks = [X], []
        for i, (W, b) in enumerate(zip(self.W, self.b)):
            z = acts[-1] @ W + b
            if i == len(self.W) - 1:
                return softmax(z), acts, masks
            h = np.maximum(z, 0)
            mask = (h > 0).astype(float)
            if training:  #ABLATABLE_COMPONENT(name=dropout)
                drop = (self.rng.random(h.shape) < self.keep) / self.keep
                h, mask = h * drop, mask * drop
            acts.append(h)
            masks.append(mask)

    def _gradients(self, X, Y):
        probs, acts, masks = self._forward(X, training=True)
        delta = (probs - Y) / len(X)
        gW, gb = [], []
        for i in reversed(range(len(self.W))):
            gW.insert(0, acts[i].T @ delta + self.l2 * self.W[i])  #ABLATABLE_COMPONENT(name=l2, term=self.l2 * self.W[i])
            gb.insert(0, delta.sum(axis=0))
            if i:
                delta = (delta @ self.W[i].T) * masks[i - 1]
        return gW, gb

    # ---- public -------------------------------------------------------------------------

    def fit(self, X, y, X_val, y_val, verbose=True):
        Y = one_hot(y, self.sizes[-1])
        vW, vb = [np.zeros_like(W) for W in self.W], [np.zeros_like(b) for b in self.b]
        best, wait, lr = np.inf, 0, self.lr
        for epoch in range(self.epochs):
            order = self.rng.permutation(len(X))
            for start in range(0, len(X), self.batch):
                idx = order[start:start + self.batch]
                gW, gb = self._gradients(X[idx], Y[idx])
                gW, gb = clip_global(gW, gb, 1.0)  #ABLATABLE_COMPONENT(name=clip)
                for i in range(len(self.W)):
                    vW[i] = self.momentum * vW[i] - lr * gW[i]  #ABLATABLE_COMPONENT(name=momentum-w, group=momentum, term=self.momentum * vW[i])
                    vb[i] = self.momentum * vb[i] - lr * gb[i]  #ABLATABLE_COMPONENT(name=momentum-b, group=momentum, term=self.momentum * vb[i])
                    self.W[i] += vW[i]
                    self.b[i] += vb[i]
            lr *= 0.95  #ABLATABLE_COMPONENT(name=lr_decay)
            val = self.loss(X_val, y_val)
            if verbose:
                print(f"epoch {epoch:02d} lr {lr:.4f} val {val:.4f}")
            if val < best:
                best, wait = val, 0
            else:
                wait += 1
                if wait >= self.patience:  #ABLATABLE_COMPONENT(name=early_stopping)
                    print("stopping early")
                    break
        return self

    def loss(self, X, y):
        probs = self._forward(X)[0]
        return -np.mean(np.log(probs[np.arange(len(y)), y] + 1e-12))

    @shift_average  #ABLATABLE_COMPONENT(name=tta)
    def predict_proba(self, X):
        return self._forward(X)[0]

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)


def clip_global(gW, gb, limit):
    norm = np.sqrt(sum((g ** 2).sum() for g in gW + gb))
    factor = min(1.0, limit / (norm + 1e-12))
    return [g * factor for g in gW], [g * factor for g in gb]
