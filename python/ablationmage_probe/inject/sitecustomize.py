"""Starts the probe in a run's Python processes, then hands over to the next sitecustomize.

This folder stands on PYTHONPATH and holds nothing else, so it can shadow no module of the user's.
"""

import os
import sys


def _start_probe(inject_folder):
    if not os.path.isdir(os.environ.get("ABLATIONMAGE_PROBE_REPORT", "")):
        return
    from _frozen_importlib import module_from_spec
    from _frozen_importlib_external import PathFinder

    probe_folder = os.path.dirname(inject_folder)
    spec = PathFinder.find_spec("ablationmage_probe", [os.path.dirname(probe_folder)])
    package = module_from_spec(spec)
    sys.modules["ablationmage_probe"] = package
    spec.loader.exec_module(package)
    writes_no_bytecode = sys.dont_write_bytecode
    # Of our own files only: compiling them again in every process would take 6 ms more.
    sys.dont_write_bytecode = False
    try:
        from ablationmage_probe.start import start
    finally:
        sys.dont_write_bytecode = writes_no_bytecode
    start()


def _run_next_sitecustomize(inject_folder):
    from _frozen_importlib import module_from_spec
    from _frozen_importlib_external import PathFinder

    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry) != inject_folder]
    spec = PathFinder.find_spec("sitecustomize", sys.path)
    if spec is None or spec.loader is None:
        return
    module = module_from_spec(spec)
    # The import system returns what stands here when this module has ended.
    sys.modules["sitecustomize"] = module
    spec.loader.exec_module(module)


_INJECT_FOLDER = os.path.dirname(os.path.abspath(__file__))
try:
    _start_probe(_INJECT_FOLDER)
except Exception:  # the user's program must run, with or without us; silence is reported as such
    pass
_run_next_sitecustomize(_INJECT_FOLDER)
