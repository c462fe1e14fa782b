"""Tells at the end of a watched run which installed packages it had imported, so that they can be imported in advance."""

import atexit
import os
import sys

from ablationmage_probe import report
from ablationmage_probe.own_imports import import_own
from ablationmage_probe.settings import is_library_part


def start():
    """At the end of this process, where it speaks for the run."""
    atexit.register(_write, os.getpid())


def _is_installed_package(name):
    # Modules inside packages may be there for what their import does, and a variant may do without.
    file = getattr(sys.modules[name], "__file__", None)
    return "." not in name and isinstance(file, str) and is_library_part(file)


def _write(pid):
    try:
        if os.getpid() == pid and import_own("fingerprint.process_role").speaks():
            report.write("imported", names=" ".join(name for name in sys.modules if _is_installed_package(name)))
    except Exception as problem:
        report.write_problem("the imported modules", problem)
