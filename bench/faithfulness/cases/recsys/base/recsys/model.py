import torch
from torch import nn


class MatrixFactorization(nn.Module):
    def __init__(self, cfg, n_groups=4):
        super().__init__()
        self.user_emb = nn.Embedding(cfg.n_users, cfg.dim)
        self.item_emb = nn.Embedding(cfg.n_items, cfg.dim)
        self.group_emb = nn.Embedding(n_groups, cfg.dim)
        self.user_bias = nn.Embedding(cfg.n_users, 1)
        self.item_bias = nn.Embedding(cfg.n_items, 1)
        self.dropout = nn.Dropout(cfg.dropout)
        for emb in (self.user_emb, self.item_emb, self.group_emb):
            nn.init.normal_(emb.weight, std=0.05)
        for emb in (self.user_bias, self.item_bias):
            nn.init.normal_(emb.weight, std=0.1)

    def represent(self, users, groups):
        return (
            self.user_emb(users)
            + self.group_emb(groups)  #ABLATABLE_COMPONENT(name=group_embedding)
        )

    def forward(self, users, groups, items):
        p = self.represent(users, groups)
        q = self.item_emb(items)
        p = self.dropout(p)  #ABLATABLE_COMPONENT(name=dropout)
        score = (p * q).sum(-1)
        score = score + self.item_bias(items).squeeze(-1)  #ABLATABLE_COMPONENT(name=item_bias-train, group=item_bias)
        return score + self.user_bias(users).squeeze(-1)

    @torch.no_grad()
    def score_all(self, users, groups):
        p = self.represent(users, groups)
        scores = p @ self.item_emb.weight.t()
        scores = scores + self.item_bias.weight.squeeze(-1)  #ABLATABLE_COMPONENT(name=item_bias-eval, group=item_bias)
        return scores + self.user_bias(users)

    def param_groups(self, weight_decay):
        biases = [p for n, p in self.named_parameters() if "bias" in n]
        others = [p for n, p in self.named_parameters() if "bias" not in n]
        return [
            {"params": others, "weight_decay": weight_decay},
            {"params": biases, "weight_decay": 0.0},
        ]
