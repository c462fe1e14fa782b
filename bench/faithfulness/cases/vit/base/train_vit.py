#!/usr/bin/env python
"""Tiny Vision Transformer on sklearn digits.

    python train_vit.py            # default configuration
"""
from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import Iterator, Optional

import numpy as np
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import Tensor, nn


@dataclass(frozen=True)
class Config:
    image_size: int = 8
    patch_size: int = 2
    dim: int = 32
    depth: int = 3
    heads: int = 4
    mlp_ratio: float = 2.0
    pool: str = "cls"
    drop_path_rate: float = 0.2  #ABLATABLE_COMPONENT(name=stochastic_depth)
    layer_scale_init: Optional[float] = 0.1
    mixup_alpha: float = 0.4
    lr: float = 5e-3
    warmup_steps: int = 12
    weight_decay: float = 0.05
    batch_size: int = 96
    epochs: int = 4
    seed: int = 1234

    @property
    def num_patches(self) -> int:
        return (self.image_size // self.patch_size) ** 2


class DropPath(nn.Module):
    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        keep = 1.0 - self.p
        mask = x.new_empty(x.shape[0], 1, 1).bernoulli_(keep)
        return x * mask / keep


class LayerScale(nn.Module):
    def __init__(self, dim: int, init: float) -> None:
        super().__init__()
        self.gamma = nn.Parameter(init * torch.ones(dim))

    def forward(self, x: Tensor) -> Tensor:
        return x * self.gamma


class Attention(nn.Module):
    def __init__(self, dim: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(dim, dim * 3)
        self.q_norm = nn.LayerNorm(dim // heads)  #ABLATABLE_COMPONENT(name=query_norm)
        self.proj = nn.Linear(dim, dim)

    def forward(self, x: Tensor) -> Tensor:
        b, n, d = x.shape
        qkv = self.qkv(x).reshape(b, n, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        q, k, v = qkv.unbind(0)
        q = self.q_norm(q)
        scores = (q @ k.transpose(-2, -1)) / math.sqrt(d // self.heads)
        out = scores.softmax(dim=-1) @ v
        return self.proj(out.transpose(1, 2).reshape(b, n, d))


class Block(nn.Module):
    def __init__(self, cfg: Config, drop_path: float) -> None:
        super().__init__()

        def scale() -> nn.Module:
            if cfg.layer_scale_init is None:
                return nn.Identity()
            return LayerScale(cfg.dim, cfg.layer_scale_init)

        hidden = int(cfg.dim * cfg.mlp_ratio)
        self.norm1 = nn.LayerNorm(cfg.dim)
        self.attn = Attention(cfg.dim, cfg.heads)
        self.ls1 = scale()
        self.norm2 = nn.LayerNorm(cfg.dim)
        self.mlp = nn.Sequential(nn.Linear(cfg.dim, hidden), nn.GELU(), nn.Linear(hidden, cfg.dim))
        self.ls2 = scale()  #ABLATABLE_COMPONENT(name=mlp_layer_scale)
        self.drop_path = DropPath(drop_path) if drop_path > 0.0 else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.drop_path(self.ls1(self.attn(self.norm1(x))))
        x = x + self.drop_path(self.ls2(self.mlp(self.norm2(x))))
        return x


class ViT(nn.Module):
    def __init__(self, cfg: Config, num_classes: int = 10) -> None:
        super().__init__()
        self.cfg = cfg
        self.patch_embed = nn.Conv2d(1, cfg.dim, cfg.patch_size, stride=cfg.patch_size)
        self.cls_token = nn.Parameter(torch.zeros(1, 1, cfg.dim))
        self.pos_embed = nn.Parameter(torch.randn(1, cfg.num_patches + 1, cfg.dim) * 0.02)  #ABLATABLE_COMPONENT
        rates = torch.linspace(0.0, cfg.drop_path_rate, cfg.depth).tolist()
        self.blocks = nn.ModuleList([Block(cfg, rate) for rate in rates])
        self.norm = nn.LayerNorm(cfg.dim)
        self.head = nn.Linear(cfg.dim, num_classes)
        nn.init.trunc_normal_(self.cls_token, std=0.02)

    def forward(self, x: Tensor) -> Tensor:
        tokens = self.patch_embed(x).flatten(2).transpose(1, 2)
        cls = self.cls_token.expand(tokens.shape[0], -1, -1)
        tokens = torch.cat((cls, tokens), dim=1)
        tokens = tokens + self.pos_embed
        for block in self.blocks:
            tokens = block(tokens)
        tokens = self.norm(tokens)
        match self.cfg.pool:
            case "cls":
                pooled = tokens[:, 0]
            case "mean":
                pooled = tokens[:, 1:].mean(dim=1)
            case other:
                raise ValueError(f"unknown pooling {other!r}")
        return self.head(pooled)


class Trainer:
    def __init__(self, cfg: Config) -> None:
        self.cfg = cfg
        self.model = ViT(cfg)
        self.x_train, self.y_train, self.x_test, self.y_test = self._load()
        self.total_steps = cfg.epochs * math.ceil(len(self.x_train) / cfg.batch_size)
        decay = [p for p in self.model.parameters() if p.ndim > 1]
        no_decay = [p for p in self.model.parameters() if p.ndim <= 1]
        self.optimizer = torch.optim.AdamW(
            [
                {"params": decay, "weight_decay": cfg.weight_decay},
                {"params": no_decay, "weight_decay": 0.0},
            ],
            lr=cfg.lr,
            betas=(0.9, 0.98),
        )
        self.scheduler = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self._lr_factor)

    @staticmethod
    def _load() -> tuple[Tensor, Tensor, Tensor, Tensor]:
        images, labels = load_digits(return_X_y=True)
        x = torch.tensor(images / 8.0 - 1.0, dtype=torch.float32).view(-1, 1, 8, 8)
        y = torch.tensor(labels)
        return x[:1200], y[:1200], x[1200:], y[1200:]

    def _lr_factor(self, step: int) -> float:
        if step < self.cfg.warmup_steps:  #ABLATABLE_COMPONENT(name=warmup)
            return (step + 1) / self.cfg.warmup_steps
        return 0.5 * (1.0 + math.cos(math.pi * step / self.total_steps))

    def _batches(self) -> Iterator[tuple[Tensor, Tensor]]:
        order = torch.randperm(len(self.x_train))
        for index in order.split(self.cfg.batch_size):
            yield self.x_train[index], self.y_train[index]

    def _mixup(self, x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
        lam = float(np.random.beta(self.cfg.mixup_alpha, self.cfg.mixup_alpha))
        perm = torch.randperm(len(x))
        return lam * x + (1 - lam) * x[perm], lam * y + (1 - lam) * y[perm]

    def fit(self) -> Trainer:
        for epoch in range(self.cfg.epochs):
            self.model.train()
            losses: list[float] = []
            for x, y in self._batches():
                y = F.one_hot(y, 10).float()
                x, y = self._mixup(x, y)  #ABLATABLE_COMPONENT(name=mixup)
                loss = F.cross_entropy(self.model(x), y)
                self.optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(self.model.parameters(), max_norm=0.3)  #ABLATABLE_COMPONENT(name=clip)
                self.optimizer.step()
                self.scheduler.step()
                losses.append(loss.item())
            print(f"[{epoch + 1}/{self.cfg.epochs}] loss {np.mean(losses):.4f}  lr {self.scheduler.get_last_lr()[0]:.2e}")
        return self

    @torch.no_grad()
    def test(self) -> float:
        self.model.eval()
        logits = self.model(self.x_test)
        return (logits.argmax(-1) == self.y_test).float().mean().item()


def seed_everything(seed: int) -> None:
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


if __name__ == "__main__":
    config = Config()
    seed_everything(config.seed)
    accuracy = Trainer(config).fit().test()
    print(f"test accuracy: {accuracy:.4f}")
