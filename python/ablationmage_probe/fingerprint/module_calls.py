"""Which modules of PyTorch are called, in which order, and what goes in and out at the first call.

One pair of global hooks, so that no module is changed. A module that no other module called is a root.
"""

import sys
import weakref
from _thread import _local

from ablationmage_probe.fingerprint.describe import dtype_text, plain_settings, shape_text
from ablationmage_probe.fingerprint.frames import is_below
from ablationmage_probe.fingerprint.guard import guarded
from ablationmage_probe.fingerprint.hashing import Budget, hash_array
from ablationmage_probe.fingerprint.tensors_in import tensors_in

_MOST_SHAPES = 3
_MOST_INPUTS = 8
_LARGEST_INPUT = 16 << 20
_MOST_LOSSES = 50


class CalledModule:
    """What is known of one module that was called."""

    def __init__(self, reference, order):
        self.reference = reference
        self.order = order
        self.calls = 0
        self.input = None
        self.output = None
        self.inputs = []
        self.was_root = False
        self.was_inner = False


class ModuleCalls:
    """The calls since `install`. `keeps` holds the modules themselves: else one that is dropped is forgotten."""

    def __init__(self, torch, graph, keeps, on_evaluation):
        self._torch = torch
        self._graph = graph
        self._reference = _strong if keeps else weakref.ref
        self._on_evaluation = on_evaluation
        self._called = {}
        self._local = _local()
        self.losses = {}
        self.is_recording = True
        compiler = getattr(torch, "compiler", None)
        self._is_compiling = getattr(compiler, "is_compiling", lambda: False)
        module = sys.modules["torch.nn.modules.module"]
        self._handles = [
            module.register_module_forward_pre_hook(self._before),
            module.register_module_forward_hook(self._after),
        ]

    def remove(self):
        """Takes the hooks away."""
        for handle in self._handles:
            handle.remove()
        self._handles = []
        self._local = _local()

    def roots(self):
        """`(module, facts)` of the root modules that are still there, in the order of their first call."""
        found = [(called.reference(), called) for called in self._called.values()]
        found.sort(key=lambda pair: pair[1].order)
        return [
            (module, called)
            for module, called in found
            if module is not None and called.was_root and not called.was_inner
        ]

    def facts_of(self, module):
        """The facts of a module, or None where it was not called."""
        called = self._called.get(id(module))
        return called if called is not None and called.reference() is module else None

    def _before(self, module, arguments):
        if self._must_not_look():
            return
        with guarded("a module's call"):
            frame = sys._getframe(1)
            running = self._running()
            while running and not is_below(frame, running[-1][1]):
                running.pop()  # its forward had raised
            is_root = not running
            running.append((module, frame))
            if is_root and (not module.training or not self._torch.is_grad_enabled()):
                self._on_evaluation(module)
            if self.is_recording and not isinstance(module, self._torch.nn.modules.loss._Loss):
                self._note_input(module, arguments, frame, is_root)

    def _must_not_look(self):
        # torch.compile and torch.jit.trace take hooks for a part of the model: they must find nothing here.
        if self._is_compiling() or self._torch.jit.is_tracing():
            return True
        return self._graph.is_running_backward

    def _note_input(self, module, arguments, frame, is_root):
        called = self.facts_of(module)
        if called is None:
            called = self._called[id(module)] = CalledModule(self._reference(module), len(self._called))
        called.calls += 1
        called.was_inner = called.was_inner or not is_root
        first_as_root = is_root and not called.was_root
        called.was_root = called.was_root or is_root
        if called.calls == 1 or first_as_root:
            # Global hooks are not given the arguments by name; the frame that called us has them.
            tensors = tensors_in(self._torch, [arguments, frame.f_locals.get("kwargs")], _MOST_INPUTS)
            if called.calls == 1:
                called.input = _shapes(tensors)
            if first_as_root:
                called.inputs = [_tensor_print(tensor) for tensor in tensors]

    def _after(self, module, _arguments, output):
        if self._must_not_look():
            return
        with guarded("a module's call"):
            running = self._running()
            while running and running.pop()[0] is not module:
                pass
            if not self.is_recording:
                return
            if isinstance(module, self._torch.nn.modules.loss._Loss):
                self._note_loss(module)
                return
            called = self.facts_of(module)
            if called is None or called.output is not None:
                return
            tensors = tensors_in(self._torch, output, _MOST_SHAPES)
            called.output = _shapes(tensors) or ""
            is_bare = not module._parameters and not module._modules
            if is_bare and not running and len(tensors) == 1 and tensors[0].ndim == 0:
                del self._called[id(module)]
                self._note_loss(module)

    def _note_loss(self, module):
        settings = plain_settings(dict(vars(module), **module._buffers))
        settings.pop("training", None)
        key = (type(module).__qualname__, tuple(sorted(settings.items())))
        if key not in self.losses and len(self.losses) < _MOST_LOSSES:
            self.losses[key] = {"type": type(module).__qualname__, "settings": settings}

    def _running(self):
        if not hasattr(self._local, "running"):
            self._local.running = []
        return self._local.running


def _strong(module):
    return lambda: module


def _shapes(tensors):
    return ", ".join(shape_text(tensor) for tensor in tensors[:_MOST_SHAPES]) or None


def _tensor_print(tensor):
    content = hash_array(tensor, Budget(_LARGEST_INPUT))
    return {
        "shape": [int(size) for size in tensor.shape],
        "dtype": dtype_text(tensor),
        "device": str(tensor.device),
        **({} if content is None else {"sha256": content}),
    }
