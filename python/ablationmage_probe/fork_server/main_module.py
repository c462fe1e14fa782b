"""Executes a script, or a module as -m does, as the main module of this process."""

import signal
import sys
import types
from importlib.machinery import SourceFileLoader


def run_as_main(arguments, is_module):
    """The exit code that Python would end with, or minus the signal it would end by.

    `arguments` begin with the script, or the module's name.
    """
    try:
        try:
            if is_module:
                _run_module(arguments[0])
            else:
                _run_script(arguments[0])
        except SystemExit as ending:
            return _exit_code(ending.code)
        return 0
    except BaseException as problem:
        problem.__traceback__ = _without_ours(problem.__traceback__)
        sys.last_type, sys.last_value, sys.last_traceback = type(problem), problem, problem.__traceback__
        sys.excepthook(type(problem), problem, problem.__traceback__)
        return -signal.SIGINT if isinstance(problem, KeyboardInterrupt) else 1


def _run_script(script):
    import os

    path = os.path.abspath(script) if sys.version_info >= (3, 9) else script
    with open(path, "rb") as file:
        source = file.read()
    main = _new_main()
    main.__file__ = path
    main.__cached__ = None
    main.__loader__ = SourceFileLoader("__main__", path)
    exec(compile(source, path, "exec", dont_inherit=True), main.__dict__)


def _run_module(name):
    from runpy import _run_module_as_main

    _new_main()
    _run_module_as_main(name)


def _new_main():
    main = types.ModuleType("__main__")
    main.__builtins__ = sys.modules["builtins"]
    main.__annotations__ = {}
    sys.modules["__main__"] = main
    return main


def _exit_code(code):
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    sys.stdout.flush()
    print(code, file=sys.stderr)
    return 1


def _without_ours(traceback):
    while traceback is not None and traceback.tb_frame.f_code.co_filename == __file__:
        traceback = traceback.tb_next
    return traceback
