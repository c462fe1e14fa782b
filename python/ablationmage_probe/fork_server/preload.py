"""Imports libraries in the server, and tells whether it may be forked after that."""

import gc
import os
import random
import sys
from contextlib import contextmanager

from ablationmage_probe.settings import is_library_part, is_within


#: Generators that libraries made without a seed: each process has to have its own numbers.
_unseeded = []


def preload(modules):
    """Imports `[name, [names from it]]` in order; the reason why that failed, or None."""
    with _noting_generators():
        for name, members in modules:
            try:
                __import__(name, fromlist=members)
            except BaseException as problem:
                return "importing %s failed: %s: %s" % (name, type(problem).__name__, str(problem)[:200])
    gc.collect()
    # Collections in children would else touch, and so copy, the pages of all that was imported.
    gc.freeze()
    return None


def reseed():
    """In a child; Python does it for the generator of `random` itself."""
    for generator in _unseeded:
        generator.seed()


@contextmanager
def _noting_generators():
    begin = random.Random.__init__

    def noted(self, x=None):
        begin(self, x)
        if x is None:
            _unseeded.append(self)

    random.Random.__init__ = noted
    try:
        yield
    finally:
        random.Random.__init__ = begin


def why_unfit(project_roots):
    """What makes a fork of this process something else than a fresh one; None where nothing does."""
    threads = len(os.listdir("/proc/self/task"))
    if threads > 1:
        return "the imports started %d threads, which no fork has" % (threads - 1)
    own = _module_of(project_roots)
    if own is not None:
        return "the imports brought in a module of the project itself: %s" % own
    if _has_children():
        return "the imports started other processes"
    if _has_gpu_open():
        return "the imports opened a GPU, which no fork can use"
    return None


def _module_of(project_roots):
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if not isinstance(file, str) or name.partition(".")[0] == "ablationmage_probe" or name == "__main__":
            continue
        if is_library_part(file) or is_within(file, sys.prefix) or is_within(file, sys.base_prefix):
            continue
        if any(is_within(os.path.realpath(file), root) for root in project_roots):
            return name
    return None


def _has_children():
    try:
        with open("/proc/self/task/%d/children" % os.getpid()) as file:
            return file.read().strip() != ""
    except OSError:
        return False  # The kernel was built without that file.


def _has_gpu_open():
    for descriptor in os.listdir("/proc/self/fd"):
        try:
            target = os.readlink("/proc/self/fd/" + descriptor)
        except OSError:
            continue
        if target.startswith(("/dev/nvidia", "/dev/kfd", "/dev/dri")):
            return True
    return False
