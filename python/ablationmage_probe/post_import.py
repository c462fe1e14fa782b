"""Calls back when a library has been imported, before the importing code goes on."""

import sys

from ablationmage_probe import report
from ablationmage_probe.own_imports import import_own


def start(observers, settings):
    """`observers` names, for a module, our modules and their functions of (module, settings) to call, in order."""
    for name in observers:
        if name in sys.modules:
            _call(observers[name], sys.modules[name], settings)
    sys.meta_path.insert(0, _Finder(observers, settings))


class _Finder:
    """Finds nothing itself: lets the other finders find, and takes note of the end of the import."""

    def __init__(self, observers, settings):
        self._observers = dict(observers)
        self._settings = settings

    def find_spec(self, name, path=None, target=None):
        """Part of the import protocol."""
        if name not in self._observers:
            return None
        for finder in list(sys.meta_path):
            find = getattr(finder, "find_spec", None)
            spec = None if finder is self or find is None else find(name, path, target)
            if spec is not None:
                self._watch(name, spec.loader)
                return spec
        return None

    def _watch(self, name, loader):
        # The loader stays what it is, so that inspect, pickle and importlib.resources see no difference.
        execute = getattr(loader, "exec_module", None)
        if execute is None or isinstance(loader, type):
            return

        def execute_and_observe(module):
            del loader.exec_module
            execute(module)
            _call(self._observers[name], module, self._settings)

        try:
            loader.exec_module = execute_and_observe
        except AttributeError as problem:
            report.write_problem(name, problem)


def _call(observers, module, settings):
    for module_name, function_name in observers:
        try:
            getattr(import_own(module_name), function_name)(module, settings)
        except Exception as problem:
            report.write_problem("the import of " + module.__name__, problem)
