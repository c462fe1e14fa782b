"""Ends a run's process as Python does, without taking the libraries apart, which takes longer than a short run.

What a script can notice of Python's own way stays: threads are waited for, exit functions are called, the script's
own objects are let go of, and what is written but not out yet is written out.
"""

import ctypes
import gc
import os
import signal
import sys
import types


def end_threads():
    """Waits for those that are no daemons."""
    threading = sys.modules.get("threading")
    if threading is not None:
        _guarded(threading._shutdown)


def end_quickly(exit_code, own_modules):
    """Ends by itself, or leaves the rest to Python by `SystemExit`.

    `exit_code`: or minus a signal. `own_modules`: names of the modules that came with the script.
    """
    _guarded(_call_exit_functions)
    _guarded(sys.stdout.flush)
    for name in ["__main__"] + own_modules[::-1]:
        module = sys.modules.pop(name, None)
        if module is not None:
            _guarded(lambda: _let_go(vars(module)))
    del module
    _guarded(gc.collect)
    if exit_code >= 0 and any(map(_has_last_words, gc.get_objects())):
        sys.exit(exit_code)
    for stream in (sys.stdout, sys.stderr):
        _guarded(stream.flush)
    # What C code has printed.
    ctypes.PyDLL(None).fflush(None)
    if exit_code < 0:
        signal.signal(-exit_code, signal.SIG_DFL)
        os.kill(os.getpid(), -exit_code)
    os._exit(exit_code)


def _has_last_words(thing):
    """Whether something that a library holds on to does more than go when Python ends."""
    return hasattr(type(thing), "__del__") or isinstance(thing, types.GeneratorType)


def _call_exit_functions():
    import atexit

    atexit._run_exitfuncs()


def _let_go(names):
    """In Python's order: names with one underscore first, then all but the builtins."""
    for name in list(names):
        if name[:1] == "_" and name[:2] != "__":
            names[name] = None
    for name in list(names):
        if name != "__builtins__":
            names[name] = None


def _guarded(act):
    try:
        act()
    except BaseException as problem:
        try:
            sys.excepthook(type(problem), problem, problem.__traceback__)
        except BaseException:
            pass
