"""The optimizers and schedulers that were constructed, with what they really hold."""

import functools
import sys
import weakref

from ablationmage_probe.fingerprint.describe import plain_settings, text_of
from ablationmage_probe.fingerprint.guard import guarded

_MOST = 500


class Constructed:
    """The first objects of some classes, in the order of construction; `keeps` holds the objects themselves."""

    def __init__(self, keeps):
        self._reference = (lambda thing: lambda: thing) if keeps else weakref.ref
        self._references = []

    def watch(self, owner, patches):
        """Takes in every object whose `__init__` passes through that of `owner`."""

        def make(original):
            @functools.wraps(original)
            def __init__(thing, *arguments, **keywords):
                result = original(thing, *arguments, **keywords)
                with guarded("a new " + type(thing).__name__):
                    if len(self._references) < _MOST and not any(known is thing for known in self.alive()):
                        self._references.append(self._reference(thing))
                return result

            return __init__

        patches.put(owner, "__init__", make)

    def alive(self):
        """Those that still exist."""
        return [thing for thing in (reference() for reference in self._references) if thing is not None]


def watch_optimizers(patches, keeps):
    """The optimizers constructed from now on."""
    optimizers = Constructed(keeps)
    optimizers.watch(sys.modules["torch.optim.optimizer"].Optimizer, patches)
    return optimizers


def watch_schedulers(patches, keeps):
    """The learning rate schedulers constructed from now on; their classes have no one base in PyTorch 1."""
    schedulers = Constructed(keeps)
    module = sys.modules.get("torch.optim.lr_scheduler")
    classes = [] if module is None else [owner for owner in vars(module).values() if isinstance(owner, type)]
    for owner in dict.fromkeys(classes):  # PyTorch 2 has two names for the base
        is_scheduler = owner.__module__ == module.__name__ and hasattr(owner, "step")
        if is_scheduler and "__init__" in vars(owner):
            schedulers.watch(owner, patches)
    return schedulers


def optimizer_print(optimizer):
    """Its class, and each group's settings with what the group owns."""
    groups = [
        {
            "settings": {str(name): text_of(value) for name, value in group.items() if name != "params"},
            "tensors": len(group["params"]),
            "parameters": sum(int(parameter.numel()) for parameter in group["params"]),
        }
        for group in optimizer.param_groups
    ]
    settings = groups[0]["settings"] if groups else {}
    return {"type": type(optimizer).__qualname__, "settings": settings, "groups": groups}


def scheduler_print(scheduler):
    """Its class and its plain attributes."""
    return {"type": type(scheduler).__qualname__, "settings": plain_settings(vars(scheduler))}


def parameters_of(optimizers):
    """All tensors they own."""
    return [
        parameter
        for optimizer in optimizers
        for group in getattr(optimizer, "param_groups", ())
        for parameter in group["params"]
    ]
