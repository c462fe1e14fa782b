"""Executes a script, or a module as -m does, as the main module of this process."""

import os
import signal
import sys
import types
from importlib.machinery import SourceFileLoader

from ablationmage_probe.fork_server import ending

_OURS = os.path.dirname(os.path.abspath(__file__)) + os.sep


def run_as_main(arguments, is_module):
    """Ends as the script does: returns, or lets its exception through, which Python reports without frames of ours.

    `arguments` begin with the script, or the module's name.
    """
    try:
        if is_module:
            _run_module(arguments[0])
        else:
            _run_script(arguments[0])
        ending.exit_code = 0
    except SystemExit as leaving:
        ending.exit_code = exit_code_of(leaving)
        raise
    except BaseException as problem:
        ending.exit_code = -signal.SIGINT if isinstance(problem, KeyboardInterrupt) else 1
        _report_without_ours()
        raise


def exit_code_of(leaving):
    """What a process ends with that ends by this."""
    code = leaving.code
    if code is None:
        return 0
    if not isinstance(code, int):
        return 1
    # As in C, where what does not fit is -1.
    return code & 0xFF if -(2**63) <= code < 2**63 else 0xFF


def _run_script(script):
    path = script if os.path.isabs(script) or sys.version_info < (3, 9) else os.getcwd() + os.sep + script
    with open(path, "rb") as file:
        source = file.read()
    main = _emptied_main()
    main.__file__ = path
    main.__cached__ = None
    main.__loader__ = SourceFileLoader("__main__", path)
    exec(compile(source, path, "exec", dont_inherit=True), main.__dict__)


def _run_module(name):
    from runpy import _run_module_as_main

    # Until the module is found, packages above it see this.
    sys.argv[0] = "-m"
    _emptied_main()
    _run_module_as_main(name)


def _emptied_main():
    """The same object as in the server: libraries have kept it since they were imported."""
    main = sys.modules["__main__"]
    names = vars(main)
    names.clear()
    names.update(vars(types.ModuleType("__main__")))
    names.update(__builtins__=sys.modules["builtins"], __annotations__={})
    return main


def _report_without_ours():
    """Once: `sys.excepthook` is again what it was when it is called."""
    hook = sys.excepthook

    def report(kind, problem, traceback):
        sys.excepthook = hook
        while traceback is not None and traceback.tb_frame.f_code.co_filename.startswith(_OURS):
            traceback = traceback.tb_next
        problem.__traceback__ = sys.last_traceback = traceback
        try:
            hook(kind, problem, traceback)
        except SystemExit as leaving:
            ending.exit_code = exit_code_of(leaving)
            raise

    sys.excepthook = report
