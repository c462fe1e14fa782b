from typing import Any, Dict, List

import torch.nn.functional as F
from torch import Tensor, nn

from .blocks import InvertedResidual, conv_norm_act


class MobileNet(nn.Module):
    def __init__(self, widths: List[int], expand: int, num_classes: int = 10):
        super().__init__()
        self.stem = conv_norm_act(1, widths[0])
        self.stages = nn.ModuleList()
        inp = widths[0]
        for i, oup in enumerate(widths):
            stage = [InvertedResidual(inp, oup, stride=1 if i == 0 else 2, expand=expand)]
            stage.append(InvertedResidual(oup, oup, stride=1, expand=expand))
            self.stages.append(nn.Sequential(*stage))
            inp = oup
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Sequential(
            nn.Linear(inp, 48),
            nn.Hardswish(),  #ABLATABLE_COMPONENT(name=classifier_act)
            nn.Linear(48, num_classes),
        )

    def forward(self, x: Tensor) -> Tensor:
        x = self.stem(x)
        for stage in self.stages:
            x = stage(x)
        x = self.pool(x).flatten(1)
        x = F.dropout(x, p=0.1, training=self.training)  #ABLATABLE_COMPONENT(name=dropout)
        return self.classifier(x)


def mobilenet_tiny(cfg: Dict[str, Any]) -> MobileNet:
    return MobileNet(widths=cfg["widths"], expand=cfg["expand"])
