"""Imports a module of the probe's while the user's program runs."""

import sys

from ablationmage_probe import report


def import_own(module_name):
    """The module, by its name within our package."""
    name = "ablationmage_probe." + module_name
    writes_no_bytecode, was_active = sys.dont_write_bytecode, getattr(report.inside, "active", False)
    # Of our own files only, and unseen by our own audit: see sitecustomize.
    sys.dont_write_bytecode, report.inside.active = False, True
    try:
        __import__(name)
    finally:
        sys.dont_write_bytecode, report.inside.active = writes_no_bytecode, was_active
    return sys.modules[name]
