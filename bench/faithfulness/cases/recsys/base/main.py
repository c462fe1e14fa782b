import random

import numpy as np
import torch

from recsys.config import Config
from recsys.data import make_interactions
from recsys.model import MatrixFactorization
from recsys.trainer import Trainer, recall_at_k


def run(cfg):
    random.seed(cfg.seed)
    np.random.seed(cfg.seed)
    torch.manual_seed(cfg.seed)
    train_pairs, test_pairs, groups = make_interactions(cfg)
    model = MatrixFactorization(cfg)
    Trainer(model, train_pairs, groups, cfg).fit()
    return recall_at_k(model, train_pairs, test_pairs, groups, cfg)


if __name__ == "__main__":
    print(f"recall@{Config.top_k}: {run(Config()):.4f}")
