import numpy as np


def make_interactions(cfg):
    """Users and items in a latent space, with popular items being clicked more."""
    rng = np.random.default_rng(cfg.seed)
    u, v = rng.normal(size=(cfg.n_users, 5)), rng.normal(size=(cfg.n_items, 5))
    popularity = rng.normal(0, 1.0, cfg.n_items)
    activity = rng.normal(0, 0.5, cfg.n_users)
    logits = u @ v.T + popularity + activity[:, None] - 2.0
    clicks = rng.random(logits.shape) < 1 / (1 + np.exp(-logits))
    groups = (u[:, 0] > 0).astype(int) + 2 * (u[:, 1] > 0).astype(int)
    pairs = np.argwhere(clicks)
    rng.shuffle(pairs)
    cut = int(0.8 * len(pairs))
    return pairs[:cut], pairs[cut:], groups


class NegativeSampler:
    """Draws items in proportion to popularity ** 0.75, never one the user has clicked."""

    def __init__(self, pairs, cfg):
        self.rng = np.random.default_rng(cfg.seed + 1)
        self.n_items = cfg.n_items
        counts = np.bincount(pairs[:, 1], minlength=cfg.n_items) + 1.0
        self.weights = counts ** 0.75 / (counts ** 0.75).sum()
        self.seen = np.zeros((cfg.n_users, cfg.n_items), dtype=bool)
        self.seen[pairs[:, 0], pairs[:, 1]] = True

    def __call__(self, users):
        items = self.rng.choice(
            self.n_items,
            size=len(users),
            p=self.weights,  #ABLATABLE_COMPONENT(name=popularity_sampling)
        )
        for _ in range(3):  #ABLATABLE_COMPONENT(name=reject_seen)
            bad = self.seen[users, items]
            items[bad] = self.rng.integers(0, self.n_items, bad.sum())
        return items
