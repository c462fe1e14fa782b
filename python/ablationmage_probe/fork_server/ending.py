"""Ends a run's process as Python does, without taking the libraries apart, which takes longer than a short run.

What a script can notice of Python's own way stays: threads are waited for, exit functions are called, the script's
own objects are let go of, and what is written but not out yet is written out.
"""

import atexit
import ctypes
import gc
import os
import signal
import sys
import threading
import types
import weakref

#: What the process ends with, or minus the signal it ends by; None while it is no run.
exit_code = None
#: Modules that were there before the script.
_known = frozenset()
_libraries = frozenset()
#: What Python takes from `sys` before it takes modules apart.
_TAKEN_FROM_SYS = (
    ("path", "argv", "ps1", "ps2", "last_type", "last_value", "last_traceback", "last_exc")
    + ("path_hooks", "path_importer_cache", "meta_path", "__interactivehook__")
)
_MAIN = ("__main__", "__mp_main__")
_FLUSH_FAILED = 120


def take_charge():
    """In the server, before any library: exit functions are called in reverse order, and this one is to be the last."""
    atexit.register(_end)


def begin_run():
    """In a child, before the script: what is there now is none of its own."""
    global _known, _libraries
    _known = frozenset(sys.modules)
    _libraries = _native_libraries()


def _end():
    """Python calls this when it has waited for threads and called all other exit functions."""
    global exit_code
    if exit_code is None:
        return
    # Libraries that were loaded since may have their own way to end, and threads that go on must be stopped first.
    if exit_code >= 0 and (_native_libraries() - _libraries or threading.active_count() > 1):
        return
    if not _flush(sys.stdout):
        exit_code = _FLUSH_FAILED
    _flush(sys.stderr)
    libraries = _let_go_of_own_modules()
    if exit_code >= 0 and any(map(_has_last_words, gc.get_objects())):
        sys.modules.update(libraries)
        return
    for stream in (sys.stdout, sys.stderr):
        _flush(stream)
    # What C code has printed.
    ctypes.PyDLL(None).fflush(None)
    if exit_code < 0:
        signal.signal(-exit_code, signal.SIG_DFL)
        os.kill(os.getpid(), -exit_code)
    os._exit(exit_code)


def _let_go_of_own_modules():
    """In Python's order: first nobody can import any more, then what nobody holds goes, then names are emptied.

    The modules of libraries, which stay whole.
    """
    for name in _TAKEN_FROM_SYS:
        if hasattr(sys, name):
            setattr(sys, name, None)
    for name in ("stdin", "stdout", "stderr"):
        setattr(sys, name, getattr(sys, "__%s__" % name))
    kept = {name: module for name, module in sys.modules.items() if name in _known and name not in _MAIN}
    own = [weakref.ref(module) for name, module in sys.modules.items() if name not in kept and _is_module(module)]
    sys.modules.clear()
    _guarded(gc.collect)
    for reference in own[::-1]:
        module = reference()
        if module is not None:
            _guarded(lambda: _empty(vars(module)))
    module = None
    _guarded(gc.collect)
    return kept


def _is_module(thing):
    return isinstance(thing, types.ModuleType)


def _empty(names):
    """In Python's order: names with one underscore first, then all but the builtins."""
    for name in list(names):
        if name[:1] == "_" and name[:2] != "__":
            names[name] = None
    for name in list(names):
        if name != "__builtins__":
            names[name] = None


def _has_last_words(thing):
    """Whether something that a library holds on to does more than go when Python ends."""
    return hasattr(type(thing), "__del__") or isinstance(thing, types.GeneratorType)


def _flush(stream):
    """Whether all is out."""
    if stream is None or getattr(stream, "closed", False):
        return True
    return _guarded(lambda: stream.flush())


def _guarded(act):
    """Whether it went well."""
    try:
        act()
    except BaseException as problem:
        try:
            sys.excepthook(type(problem), problem, problem.__traceback__)
        except BaseException:
            pass
        return False
    return True


def _native_libraries():
    with open("/proc/self/maps") as file:
        return frozenset(line.split(None, 5)[5].rstrip("\n") for line in file if ".so" in line)
