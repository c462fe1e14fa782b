import numpy as np
import torch
import torch.nn.functional as F

from .data import NegativeSampler


class Trainer:
    def __init__(self, model, pairs, groups, cfg):
        self.model, self.cfg = model, cfg
        self.pairs = pairs
        self.groups = torch.as_tensor(groups)
        self.sampler = NegativeSampler(pairs, cfg)
        self.optimizer = torch.optim.Adam(model.param_groups(cfg.weight_decay), lr=cfg.lr)
        self.scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(self.optimizer, cfg.epochs)  #ABLATABLE_COMPONENT(name=scheduler)

    def batch_loss(self, batch):
        users = torch.as_tensor(batch[:, 0])
        positive = self.model(users, self.groups[users], torch.as_tensor(batch[:, 1]))
        loss = F.binary_cross_entropy_with_logits(positive, torch.ones_like(positive))
        for _ in range(self.cfg.negatives):
            items = torch.as_tensor(self.sampler(batch[:, 0]))
            negative = self.model(users, self.groups[users], items)
            loss = loss + F.binary_cross_entropy_with_logits(negative, torch.zeros_like(negative)) / self.cfg.negatives
            loss = loss + 0.5 * F.softplus(negative - positive).mean() / self.cfg.negatives  #ABLATABLE_COMPONENT(name=bpr)
        loss = loss + self.cfg.reg * self.model.item_emb.weight.pow(2).mean()
        return loss

    def fit(self):
        order = np.random.default_rng(self.cfg.seed + 2)
        for epoch in range(self.cfg.epochs):
            self.model.train()
            total = 0.0
            pairs = order.permutation(self.pairs)
            for start in range(0, len(pairs), self.cfg.batch_size):
                loss = self.batch_loss(pairs[start:start + self.cfg.batch_size])
                self.optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.cfg.max_norm)  #ABLATABLE_COMPONENT(name=clipping)
                self.optimizer.step()
                total += loss.item()
            self.scheduler.step()
            print(f"epoch {epoch}: {total / (start // self.cfg.batch_size + 1):.4f}")


def recall_at_k(model, train_pairs, test_pairs, groups, cfg):
    model.eval()
    users = torch.arange(cfg.n_users)
    scores = model.score_all(users, torch.as_tensor(groups)).numpy().copy()
    scores[train_pairs[:, 0], train_pairs[:, 1]] = -np.inf
    top = np.argsort(-scores, axis=1)[:, :cfg.top_k]
    hits, totals = np.zeros(cfg.n_users), np.zeros(cfg.n_users)
    for u, i in test_pairs:
        totals[u] += 1
        hits[u] += i in top[u]
    known = totals > 0
    return float((hits[known] / np.minimum(totals[known], cfg.top_k)).mean())
