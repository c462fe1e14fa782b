"""Records the parameters that optax updates, and the optimizer's numbers, of JAX programs.

A compiled step is traced once and then runs without Python, so that steps cannot be counted, nor a smoke run
stopped by them. Written against the interfaces of optax and flax, and tested with packages of the same shape:
JAX could not be installed where this was written.
"""

import functools
import sys

from ablationmage_probe.fingerprint.describe import plain_settings, shape_text
from ablationmage_probe.fingerprint.guard import guarded
from ablationmage_probe.fingerprint.observation import observation_of

_MOST_TREES = 20
_DEEPEST = 8


def observe_optax(optax, settings):
    """After the import of `optax`: `apply_updates` is in every training loop that uses it."""
    observation = observation_of(settings)
    original = optax.apply_updates

    @functools.wraps(original)
    def apply_updates(params, *arguments, **keywords):
        with guarded("optax"):
            _record(observation, "params", params, _find_optimizer(settings, sys._getframe(1)))
        return original(params, *arguments, **keywords)

    optax.apply_updates = apply_updates


def observe_train_state(module, settings):
    """After the import of flax's `TrainState`."""
    observation = observation_of(settings)
    original = module.TrainState.create

    @functools.wraps(original)
    def create(cls, *arguments, **keywords):
        state = original.__func__(cls, *arguments, **keywords)
        with guarded("a TrainState"):
            _record(observation, cls.__qualname__, state.params, getattr(state, "tx", None))
        return state

    module.TrainState.create = classmethod(create)


def _record(observation, kind, params, optimizer):
    leaves = {}
    _collect_leaves(params, "", leaves, 0)
    found = {
        "library": "jax",
        "type": kind,
        "parameters": sum(_size(leaf) for leaf in leaves.values()),
        "layers": {name: shape_text(leaf) for name, leaf in leaves.items()},
    }
    if optimizer is not None:
        settings = {}
        _collect_settings(optimizer, "", settings, 0)
        name = optimizer.update.__qualname__.partition(".")[0]
        found["optimizer"] = {"type": name, "settings": settings}
    is_known = any(known["layers"] == found["layers"] for known in observation.others)
    if not is_known and len(observation.others) < _MOST_TREES:
        observation.others.append(found)
        observation.write("went-on")


def _collect_leaves(tree, path, leaves, depth):
    if hasattr(tree, "shape") and hasattr(tree, "dtype"):
        leaves[path] = tree
        return
    if depth > _DEEPEST:
        return
    if hasattr(tree, "items"):
        parts = tree.items()
    elif isinstance(tree, (list, tuple)):
        parts = enumerate(tree)
    else:
        parts = vars(tree).items() if hasattr(tree, "__dict__") else ()
    for name, part in parts:
        _collect_leaves(part, "%s.%s" % (path, name) if path else str(name), leaves, depth + 1)


def _collect_settings(value, path, settings, depth):
    """An optimizer of optax is functions in functions: its numbers are the variables they close over."""
    if depth > _DEEPEST:
        return
    function = getattr(value, "update", value)
    closure = getattr(function, "__closure__", None) or ()
    owner = getattr(function, "__qualname__", "").partition(".")[0]
    variables = {}
    for name, cell in zip(getattr(getattr(function, "__code__", None), "co_freevars", ()), closure):
        try:
            variables[name] = cell.cell_contents
        except ValueError:  # not assigned yet
            pass
    nested = {name: part for name, part in variables.items() if callable(part) or _is_sequence_of_functions(part)}
    plain = {name: part for name, part in variables.items() if name not in nested}
    for name, text in plain_settings(plain).items():
        settings["%s%s.%s" % (path, owner, name)] = text
    for part in nested.values():
        parts = [part] if callable(part) or hasattr(part, "update") else part
        for index, inner in enumerate(parts):
            prefix = path if len(parts) == 1 else "%s%d." % (path, index)
            _collect_settings(inner, prefix, settings, depth + 1)


def _is_sequence_of_functions(value):
    return isinstance(value, (list, tuple)) and len(value) > 0 and all(callable(part) for part in value)


def _find_optimizer(settings, frame):
    """The one that the user's function around the update can see."""
    while frame is not None:
        if settings.locate_code(frame.f_code) is not None:
            for variables in (frame.f_locals, frame.f_globals):
                for value in list(variables.values()):
                    if isinstance(value, tuple) and type(value).__name__.startswith("GradientTransformation"):
                        return value
        frame = frame.f_back
    return None


def _size(leaf):
    size = 1
    for extent in leaf.shape:
        size *= int(extent)
    return size
