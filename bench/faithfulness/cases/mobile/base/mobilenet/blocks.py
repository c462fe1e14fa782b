from functools import partial
from typing import Callable, List

import torch.nn.functional as F
from torch import Tensor, nn

norm_layer = partial(nn.BatchNorm2d, eps=1e-3, momentum=0.3)


def conv_norm_act(
    inp: int,
    oup: int,
    kernel: int = 3,
    stride: int = 1,
    groups: int = 1,
    act: Callable[..., nn.Module] = nn.Hardswish,
) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inp, oup, kernel, stride, (kernel - 1) // 2, groups=groups, bias=False),
        norm_layer(oup),
        act(inplace=True),
    )


class SqueezeExcite(nn.Module):
    def __init__(self, channels: int, squeeze_factor: int = 4):
        super().__init__()
        squeezed = max(channels // squeeze_factor, 4)
        self.fc1 = nn.Conv2d(channels, squeezed, 1)
        self.fc2 = nn.Conv2d(squeezed, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        scale = F.adaptive_avg_pool2d(x, 1)
        scale = self.fc2(F.relu(self.fc1(scale)))
        return x * F.hardsigmoid(scale)


class InvertedResidual(nn.Module):
    def __init__(self, inp: int, oup: int, stride: int, expand: int):
        super().__init__()
        self.use_res_connect = stride == 1 and inp == oup
        hidden = inp * expand
        layers: List[nn.Module] = [
            conv_norm_act(inp, hidden, kernel=1),
            conv_norm_act(hidden, hidden, stride=stride, groups=hidden),
            SqueezeExcite(hidden),  #ABLATABLE_COMPONENT(name=squeeze_excite)
            nn.Conv2d(hidden, oup, 1, bias=False),
            norm_layer(oup),
        ]
        self.block = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        result = self.block(x)
        if self.use_res_connect:
            result = result + x  #ABLATABLE_COMPONENT(name=residual)
        return result
