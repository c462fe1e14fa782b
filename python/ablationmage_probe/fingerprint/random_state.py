"""The state of the random numbers before the model was made.

Where it differs between two runs, something before the model drew other numbers; where it does not, another
order of the data only means that the model's own construction drew others.
"""

import functools
import sys
import weakref

from ablationmage_probe.fingerprint.guard import guarded
from ablationmage_probe.fingerprint.hashing import hash_bytes

_MOST_MODULES = 200


class RandomStates:
    """The state at the construction of each module that the user's own code makes, the first few hundred."""

    def __init__(self, torch, settings, patches):
        self._torch = torch
        self._settings = settings
        self._seen = {}
        self._users = {}
        # Under a mode that traces or fakes tensors (torch.compile) reading the state would become a part of the program.
        self._modes = getattr(torch._C, "_len_torch_dispatch_stack", lambda: 0)
        patches.put(torch.nn.Module, "__init__", self._watched)

    def before(self, modules):
        """The hash of the state before the earliest of these modules; None where none was seen."""
        found = [self._seen[id(module)] for module in modules if id(module) in self._seen]
        found = [(order, state) for order, state, reference in found if reference() is not None]
        return min(found)[1] if found else None

    def _watched(self, original):
        @functools.wraps(original)
        def __init__(module, *arguments, **keywords):
            if len(self._seen) < _MOST_MODULES and not self._modes():
                with guarded("the random state"):
                    self._note(module, sys._getframe(1))
            return original(module, *arguments, **keywords)

        return __init__

    def _note(self, module, frame):
        known = self._seen.get(id(module))
        is_known = known is not None and known[2]() is module
        if not is_known and self._is_called_by_user(frame):
            self._seen[id(module)] = (len(self._seen), _state(self._torch), weakref.ref(module))

    def _is_called_by_user(self, frame):
        while frame is not None:
            name = frame.f_code.co_filename
            if name.startswith("<frozen importlib"):
                return False  # a library makes modules while it is imported
            if name not in self._users:
                self._users[name] = self._settings.locate_code(frame.f_code) is not None
            if self._users[name]:
                return True
            frame = frame.f_back
        return False


def _state(torch):
    parts = [torch.get_rng_state().numpy().tobytes() if _has_numpy() else bytes(torch.get_rng_state().tolist())]
    random = sys.modules.get("random")
    if random is not None:
        parts.append(repr(random.getstate()).encode())
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is not None:
        name, keys, position, has_normal, normal = numpy_random.get_state(legacy=True)
        parts.append(keys.tobytes() + repr((name, int(position), int(has_normal), float(normal))).encode())
    return hash_bytes(b"|".join(parts))


def _has_numpy():
    return "numpy" in sys.modules
