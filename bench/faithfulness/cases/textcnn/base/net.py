import torch
import torch.nn as nn
import torch.nn.functional as F


class Highway(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.transform = nn.Linear(dim, dim)
        self.gate = nn.Linear(dim, dim)

    def forward(self, x):
        g = torch.sigmoid(self.gate(x))
        return g * F.relu(self.transform(x)) + (1 - g) * x


class TextCNN(nn.Module):
    KERNELS = [
        1,
        2,
        3,  #ABLATABLE_COMPONENT(name=kernel3)
    ]

    def __init__(self, vocab, length, cfg, classes=3):
        super().__init__()
        dim, filters = cfg["dim"], cfg["filters"]
        self.embed = nn.Embedding(vocab, dim, padding_idx=0)
        if cfg["positional"]:
            self.position = nn.Parameter(0.1 * torch.randn(length, dim))
        else:
            self.position = None
        self.norm = nn.LayerNorm(dim)  #ABLATABLE_COMPONENT(name=layernorm)
        self.convs = nn.ModuleList(nn.Conv1d(dim, filters, k, padding=k // 2) for k in self.KERNELS)
        width = filters * len(self.convs)
        self.highway = Highway(width) if cfg["highway"] else nn.Identity()
        self.out = nn.Linear(width, classes)

    def forward(self, x):
        h = self.embed(x)
        if self.position is not None:
            h = h + self.position
        h = self.norm(h).transpose(1, 2)
        h = torch.cat([F.relu(conv(h)).amax(dim=2) for conv in self.convs], dim=1)
        return self.out(self.highway(h))
