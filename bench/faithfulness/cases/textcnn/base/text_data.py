"""Synthetic reviews: sentiment words, negations before them, and filler."""
import numpy as np
import torch

PAD, MASK = 0, 1
FILLER = range(2, 140)
GOOD = range(140, 170)
BAD = range(170, 200)
NOT = range(200, 204)
VOCAB = 204


def make_reviews(n, length, seed):
    rng = np.random.default_rng(seed)
    texts, labels = np.zeros((n, length), dtype=np.int64), np.zeros(n, dtype=np.int64)
    for k in range(n):
        size = rng.integers(length // 2, length + 1)
        words = rng.choice(FILLER, size)
        label = int(rng.integers(0, 3))          # bad, good, mixed
        for spot in rng.choice(np.arange(1, size), 3, replace=False):
            kind = label if label < 2 else int(rng.integers(0, 2))
            if rng.random() < 0.35:
                words[spot - 1] = rng.choice(NOT)
                kind = 1 - kind
            words[spot] = rng.choice(GOOD if kind else BAD)
        texts[k, :size], labels[k] = words, label
    return torch.from_numpy(texts), torch.from_numpy(labels)


def drop_words(x, p, generator):
    """Replaces a share p of the words with MASK."""
    hit = torch.rand(x.shape, generator=generator) < p
    return torch.where(hit & (x != PAD), torch.full_like(x, MASK), x)
