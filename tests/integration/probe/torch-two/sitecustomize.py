"""Gives PyTorch 1 the optimizer hooks of PyTorch 2, as `torch/optim/optimizer.py` of 2.x has them.

There is no PyTorch 2 on the machines that run the tests; the probe takes the way it would take there.
"""

import functools
import itertools
import sys
from collections import OrderedDict
from importlib.machinery import PathFinder


class _Finder:
    def find_spec(self, name, path=None, target=None):
        if name != "torch.optim.optimizer":
            return None
        spec = PathFinder.find_spec(name, path)
        execute = spec.loader.exec_module

        def execute_and_upgrade(module):
            execute(module)
            _upgrade(module)

        spec.loader.exec_module = execute_and_upgrade
        return spec


def _upgrade(module):
    before, after = OrderedDict(), OrderedDict()
    numbers = itertools.count()

    def register_optimizer_step_pre_hook(hook):
        before[next(numbers)] = hook

    def register_optimizer_step_post_hook(hook):
        after[next(numbers)] = hook

    def profile_hook_step(func):
        @functools.wraps(func)
        def wrapper(*args, **kwargs):
            self, *_ = args
            for pre_hook in before.values():
                result = pre_hook(self, args, kwargs)
                if result is not None:
                    args, kwargs = result
            out = func(*args, **kwargs)
            for post_hook in after.values():
                post_hook(self, args, kwargs)
            return out

        return wrapper

    def _hook_for_profile(self):
        if not getattr(self.__class__.step, "hooked", None):
            self.__class__.step = profile_hook_step(self.__class__.step)
            self.__class__.step.hooked = True

    module.register_optimizer_step_pre_hook = register_optimizer_step_pre_hook
    module.register_optimizer_step_post_hook = register_optimizer_step_post_hook
    module.Optimizer._hook_for_profile = _hook_for_profile


sys.meta_path.insert(0, _Finder())
