"""The server's program, and what a forked child of it goes on with: the run's own script, as its main module.

Requests come as JSON lines through descriptor 3, answers go through 4; 1 and 2 are a log. The first line names
what to import. The server ends when nobody holds the other end of 3 any more, and takes its children along.
"""

import sys

# What every Python has imported before a script can shadow it; nothing may be imported before this line.
_STARTUP_MODULES = frozenset(sys.modules)
_STARTUP_PATH = sys.path[:] if getattr(sys.flags, "safe_path", False) else sys.path[1:]


def _enter_package():
    from _frozen_importlib import module_from_spec
    from _frozen_importlib_external import PathFinder

    package_parent = __file__.rsplit("/", 3)[0]
    spec = PathFinder.find_spec("ablationmage_probe", [package_parent])
    package = module_from_spec(spec)
    sys.modules["ablationmage_probe"] = package
    spec.loader.exec_module(package)
    sys.path[:] = _STARTUP_PATH


def _make_room_for_script():
    """Libraries keep the main module that they see while they are imported, so it is the one that a run's script gets.

    With nothing in it but words, its names are no concern of the collector, which would else never look at them again.
    """
    main = type(sys)("__main__")
    main.__file__ = __file__
    sys.modules["__main__"] = main


def _serve():
    _enter_package()
    _make_room_for_script()
    writes_no_bytecode = sys.dont_write_bytecode
    # Of our own files only: compiling them again at every start would take longer than all the rest.
    sys.dont_write_bytecode = False
    from ablationmage_probe.fork_server import child, server

    sys.dont_write_bytecode = writes_no_bytecode
    request = server.serve(_STARTUP_MODULES)
    if request is not None:
        child.run(request, server, _STARTUP_PATH)


_serve()
