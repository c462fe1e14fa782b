"""Vision transformer on digits: each row of an image is one token."""
import argparse
import math
from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch.utils.data import DataLoader, TensorDataset, random_split


@dataclass
class TrainConfig:
    d_model: int = 32
    n_heads: int = 4
    n_layers: int = 2
    dropout: float = 0.1
    lr: float = 3e-3
    epochs: int = 5
    batch_size: int = 64
    seed: int = 0


class SelfAttention(nn.Module):
    def __init__(self, d_model, n_heads, dropout):
        super().__init__()
        self.n_heads = n_heads
        self.qkv = nn.Linear(d_model, 3 * d_model)
        self.proj = nn.Linear(d_model, d_model)
        self.attn_drop = nn.Dropout(dropout)  #ABLATABLE_COMPONENT

    def forward(self, x):
        B, T, C = x.shape
        q, k, v = self.qkv(x).chunk(3, dim=-1)
        q, k, v = (t.view(B, T, self.n_heads, C // self.n_heads).transpose(1, 2) for t in (q, k, v))
        att = (q @ k.transpose(-2, -1)) / math.sqrt(k.size(-1))
        att = self.attn_drop(att.softmax(dim=-1))
        y = (att @ v).transpose(1, 2).reshape(B, T, C)
        return self.proj(y)


class Block(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.ln1 = nn.LayerNorm(cfg.d_model)
        self.attn = SelfAttention(cfg.d_model, cfg.n_heads, cfg.dropout)
        self.ln2 = nn.LayerNorm(cfg.d_model)
        self.mlp = nn.Sequential(
            nn.Linear(cfg.d_model, 4 * cfg.d_model),
            nn.GELU(),
            nn.Linear(4 * cfg.d_model, cfg.d_model),
            nn.Dropout(cfg.dropout),
        )

    def forward(self, x):
        #ABLATION_HINT_START(name=attention_residual)
        # Remove the residual connection around the attention; keep the LayerNorm.
        #ABLATION_HINT_END
        x = x + self.attn(self.ln1(x))
        x = x + self.mlp(self.ln2(x))  #ABLATABLE_COMPONENT(name=feed_forward)
        return x


class RowTransformer(nn.Module):
    def __init__(self, cfg, n_tokens=8, n_classes=10):
        super().__init__()
        self.embed = nn.Linear(8, cfg.d_model)
        self.cls_token = nn.Parameter(torch.zeros(1, 1, cfg.d_model))
        self.pos_embed = nn.Parameter(torch.randn(1, n_tokens + 1, cfg.d_model) * 0.02)  #ABLATABLE_COMPONENT
        self.blocks = nn.ModuleList([Block(cfg) for _ in range(cfg.n_layers)])
        self.final_norm = nn.LayerNorm(cfg.d_model)  #ABLATABLE_COMPONENT
        self.head = nn.Linear(cfg.d_model, n_classes)

    def forward(self, x):
        x = self.embed(x)
        cls = self.cls_token.expand(x.size(0), -1, -1)
        x = torch.cat([cls, x], dim=1)
        x = x + self.pos_embed
        for block in self.blocks:
            x = block(x)
        x = self.final_norm(x)
        return self.head(x[:, 0])


def configure_optimizer(model, lr):
    decay, no_decay = [], []
    for name, p in model.named_parameters():
        (no_decay if p.dim() < 2 or "ln" in name or "norm" in name else decay).append(p)
    groups = [{"params": decay, "weight_decay": 0.05}, {"params": no_decay, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=lr, betas=(0.9, 0.98))


@torch.no_grad()
def evaluate(model, loader):
    model.eval()
    hits = sum((model(x).argmax(-1) == y).sum().item() for x, y in loader)
    return hits / len(loader.dataset)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=TrainConfig.lr)
    parser.add_argument("--epochs", type=int, default=TrainConfig.epochs)
    args = parser.parse_args()
    cfg = TrainConfig(lr=args.lr, epochs=args.epochs)

    torch.manual_seed(cfg.seed)
    digits = load_digits()
    dataset = TensorDataset(torch.tensor(digits.images, dtype=torch.float32) / 8 - 1, torch.tensor(digits.target))
    train_set, test_set = random_split(dataset, [1400, 397], generator=torch.Generator().manual_seed(7))
    train_loader = DataLoader(train_set, batch_size=cfg.batch_size, shuffle=True)
    test_loader = DataLoader(test_set, batch_size=cfg.batch_size)

    model = RowTransformer(cfg)
    optimizer = configure_optimizer(model, cfg.lr)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, cfg.lr, total_steps=cfg.epochs * len(train_loader))
    for epoch in range(cfg.epochs):
        model.train()
        for x, y in train_loader:
            loss = F.cross_entropy(
                model(x),
                y,
                label_smoothing=0.05,  #ABLATABLE_COMPONENT
            )
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            scheduler.step()
        print(f"epoch {epoch} | loss {loss.item():.3f}")
    print(f"METRIC accuracy={evaluate(model, test_loader):.4f}")


if __name__ == "__main__":
    main()
