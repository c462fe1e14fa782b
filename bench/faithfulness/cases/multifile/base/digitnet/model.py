import torch
import torch.nn as nn
import torch.nn.functional as F


class ConvBlock(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3, padding=1)
        self.norm = nn.GroupNorm(4, width)  #ABLATABLE_COMPONENT(name=group_norm)

    def forward(self, x):
        return x + F.gelu(self.norm(self.conv(x)))


class AttentionPool(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.query = nn.Parameter(torch.randn(width) * 0.1)

    def forward(self, x):
        tokens = x.flatten(2)
        weights = (tokens * self.query[:, None]).sum(1).softmax(dim=1)
        return (tokens * weights[:, None]).sum(-1)


class MeanPool(nn.Module):
    def forward(self, x):
        return x.mean(dim=(2, 3))


class DigitNet(nn.Module):
    def __init__(self, width, blocks, attention_pool):
        super().__init__()
        self.stem = nn.Conv2d(1, width, 3, stride=2, padding=1)
        self.blocks = nn.Sequential(*[ConvBlock(width) for _ in range(blocks)])
        self.pool = AttentionPool(width) if attention_pool else MeanPool()
        self.head = nn.Linear(width, 10)

    def forward(self, x):
        return self.head(self.pool(self.blocks(F.gelu(self.stem(x)))))


def build_model(config):
    return DigitNet(config["width"], config["blocks"], config["attention_pool"])
