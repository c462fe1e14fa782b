"""Calls back around every optimizer step of PyTorch, and says which are the outermost.

Optimizers that call another one (SAM, Lookahead) make several calls of `step` in one step of the script.
"""

import functools
import sys
from _thread import _local

from ablationmage_probe.fingerprint.frames import is_below


def watch_steps(before, after):
    """`before(optimizer, is_outermost)` and `after(...)`; a step that raises has no `after`."""
    module = sys.modules["torch.optim.optimizer"]
    register_before = getattr(module, "register_optimizer_step_pre_hook", None)
    register_after = getattr(module, "register_optimizer_step_post_hook", None)
    if register_before is not None and register_after is not None:  # PyTorch 2
        steps = _RunningSteps()
        register_before(lambda optimizer, *_call: before(optimizer, steps.enter(sys._getframe(1))))
        register_after(lambda optimizer, *_call: after(optimizer, steps.leave()))
    else:
        _watch_classes(module.Optimizer, before, after)


class _RunningSteps:
    """The steps under way in each thread. One that raised never says that it ended: its frame is gone then."""

    def __init__(self):
        self._local = _local()

    def enter(self, frame):
        """Notes the step whose wrapper runs in `frame`; whether it is the outermost."""
        running = self._running()
        while running and not is_below(frame, running[-1]):
            running.pop()
        running.append(frame)
        return len(running) == 1

    def leave(self):
        """Forgets the innermost step; whether it was the outermost."""
        running = self._running()
        if running:
            running.pop()
        return not running

    def _running(self):
        if not hasattr(self._local, "frames"):
            self._local.frames = []
        return self._local.frames


def _watch_classes(optimizer_class, before, after):
    """PyTorch 1: wraps `step` of each class once, at its first instance, as PyTorch's own profiler does."""
    depth = _local()

    def wrap(owner):
        step = owner.step
        if getattr(step, "_ablationmage_watched", False):
            return

        @functools.wraps(step)
        def watched(self, *arguments, **keywords):
            is_outermost = not getattr(depth, "value", 0)
            before(self, is_outermost)
            depth.value = getattr(depth, "value", 0) + 1
            try:
                result = step(self, *arguments, **keywords)
            finally:
                depth.value -= 1
            after(self, is_outermost)
            return result

        watched._ablationmage_watched = True
        owner.step = watched

    # The hook is called for each new or unpickled optimizer, before a scheduler wraps its step.
    name = "_hook_for_profile" if hasattr(optimizer_class, "_hook_for_profile") else "__init__"
    original = getattr(optimizer_class, name)

    @functools.wraps(original)
    def prepare(self, *arguments, **keywords):
        result = original(self, *arguments, **keywords)
        wrap(type(self))
        return result

    setattr(optimizer_class, name, prepare)
