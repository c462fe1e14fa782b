from .blocks import InvertedResidual, SqueezeExcite
from .net import MobileNet, mobilenet_tiny

__all__ = ["InvertedResidual", "SqueezeExcite", "MobileNet", "mobilenet_tiny"]
