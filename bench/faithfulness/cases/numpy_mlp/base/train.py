# Two-layer network in plain numpy, trained by hand-written backprop.
import numpy as np
from sklearn.datasets import load_digits

N_HIDDEN = 64
LEARNING_RATE = 0.15
L2 = 1e-3
KEEP = 0.8
MOMENTUM = 0.9
N_EPOCHS = 12
BATCH = 50

rng = np.random.default_rng(7)


def one_hot(y, k=10):
    out = np.zeros((len(y), k))
    out[np.arange(len(y)), y] = 1
    return out


def softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    e = np.exp(z)
    return e / e.sum(axis=1, keepdims=True)


def init(n_in, n_out):
    w = rng.standard_normal((n_in, n_out)) * 0.3
    w = w * np.sqrt(2.0 / n_in) / 0.3  #ABLATABLE_COMPONENT(name=he_scaling)
    return w


class Network:
    def __init__(self, n_in, n_hidden, n_out):
        self.params = {
            "W1": init(n_in, n_hidden),
            "b1": np.zeros(n_hidden),
            "W2": init(n_hidden, n_out),
            "b2": np.zeros(n_out),
        }
        self.velocity = {k: np.zeros_like(v) for k, v in self.params.items()}

    def forward(self, x, train=False):
        p = self.params
        self.x = x
        self.h = np.maximum(0, x @ p["W1"] + p["b1"])
        self.mask = np.ones_like(self.h)
        if train:
            self.mask = (rng.random(self.h.shape) < KEEP) / KEEP  #ABLATABLE_COMPONENT(name=dropout, replace=np.ones_like(self.h))
        self.hd = self.h * self.mask
        return softmax(self.hd @ p["W2"] + p["b2"])

    def gradients(self, probs, target):
        n = len(target)
        p = self.params
        delta = (probs - target) / n
        grads = {"W2": self.hd.T @ delta, "b2": delta.sum(axis=0)}
        dh = (delta @ p["W2"].T) * self.mask * (self.h > 0)
        grads["W1"] = self.x.T @ dh
        grads["b1"] = dh.sum(axis=0)
        for name in ("W1", "W2"):
            grads[name] += L2 * p[name]  #ABLATABLE_COMPONENT(name=l2)
        return grads

    def update(self, grads, lr):
        for name, g in grads.items():
            self.velocity[name] = (
                MOMENTUM * self.velocity[name]  #ABLATABLE_COMPONENT(name=momentum)
                - lr * g
            )
            self.params[name] += self.velocity[name]


def main():
    x, y = load_digits(return_X_y=True)
    x = x / 16.0
    order = np.random.default_rng(0).permutation(len(x))
    train, test = order[:1200], order[1200:]
    x = x - x[train].mean(axis=0)  #ABLATABLE_COMPONENT(name=centering)
    net = Network(64, N_HIDDEN, 10)
    for epoch in range(N_EPOCHS):
        lr = LEARNING_RATE
        lr = lr * 0.5 ** (epoch // 4)  #ABLATABLE_COMPONENT(name=step_decay)
        losses = []
        shuffled = rng.permutation(train)
        for start in range(0, len(shuffled), BATCH):
            rows = shuffled[start : start + BATCH]
            target = one_hot(y[rows])
            probs = net.forward(x[rows], train=True)
            losses.append(-np.mean(np.sum(target * np.log(probs + 1e-12), axis=1)))
            net.update(net.gradients(probs, target), lr)
        print("epoch %2d loss %.4f" % (epoch + 1, np.mean(losses)))

    predicted = net.forward(x[test]).argmax(axis=1)
    print("test accuracy %.4f" % np.mean(predicted == y[test]))


if __name__ == "__main__":
    main()
