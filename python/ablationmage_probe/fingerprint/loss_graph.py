"""The operations behind the losses, by name of the autograd node.

The graph of the first backward pass before each optimizer's first step: with one optimizer that is the first
loss, in a GAN the first one of each player.
"""

import functools
import sys

from ablationmage_probe.fingerprint.guard import guarded

_MOST_NODES = 200000


class LossGraph:
    """Watches `torch.autograd.backward`, which `Tensor.backward` calls as well."""

    def __init__(self, torch, patches):
        self._torch = torch
        self._pending = None
        self.is_running_backward = False
        self.is_recording = True
        #: Whether torch.compile made a part of it, which stands for operations and modules that nobody can see.
        self.is_compiled = False
        self.operations = {}
        patches.put(sys.modules["torch.autograd"], "backward", self._watched)

    def on_first_step(self):
        """An optimizer has stepped for the first time: what it was given belongs to the fingerprint."""
        for name, count in (self._pending or {}).items():
            self.operations[name] = self.operations.get(name, 0) + count

    def on_step(self):
        """The next backward pass is the first before another step."""
        self._pending = None

    def _watched(self, backward):
        @functools.wraps(backward)
        def watched(*arguments, **keywords):
            if self.is_recording and self._pending is None:
                with guarded("the loss's graph"):
                    self._pending = self._count(arguments[0] if arguments else keywords.get("tensors"))
            was_running = self.is_running_backward
            # Modules that are called now are called again, by activation checkpointing.
            self.is_running_backward = True
            try:
                return backward(*arguments, **keywords)
            finally:
                self.is_running_backward = was_running

        return watched

    def _count(self, tensors):
        if isinstance(tensors, self._torch.Tensor):
            tensors = [tensors]
        waiting = [tensor.grad_fn for tensor in tensors if tensor.grad_fn is not None]
        seen = set(waiting)
        counts = {}
        while waiting and len(seen) < _MOST_NODES:
            node = waiting.pop()
            name = type(node).__name__
            if name.startswith("CompiledFunction"):
                self.is_compiled = True
                return {}
            if name != "AccumulateGrad":
                counts[name] = counts.get(name, 0) + 1
            for following, _index in node.next_functions:
                if following is not None and following not in seen:
                    seen.add(following)
                    waiting.append(following)
        return counts
