"""Finds modules that a run would take from its own folders, and the server has from elsewhere already."""

import os
from importlib.machinery import EXTENSION_SUFFIXES

_SUFFIXES = (".py", ".pyc") + tuple(EXTENSION_SUFFIXES)
#: Python imports these by itself before any script.
_CUSTOMIZATIONS = ("sitecustomize", "usercustomize")


#: Libraries read them in the working directory, while they are imported.
_SETTINGS = ("matplotlibrc", ".numba_config.yaml")


def find_settings(folder):
    """The first file that would change how libraries are imported there; None where there is none."""
    return next((name for name in _SETTINGS if os.path.exists(os.path.join(folder, name))), None)


def find_shadowed(folders, imported):
    """The first name in one of the run's own folders that is in `imported`, top-level names; None: a fork is fine."""
    names = imported.union(_CUSTOMIZATIONS)
    for folder in folders:
        try:
            entries = os.listdir(folder or ".")
        except OSError:
            continue
        for entry in entries:
            name = entry.partition(".")[0]
            if name in names and _is_module(os.path.join(folder, entry), entry[len(name) :]):
                return name
    return None


def _is_module(path, suffix):
    if suffix:
        return suffix in _SUFFIXES
    # A folder without it is found only where nothing of the name is installed.
    return any(os.path.exists(os.path.join(path, "__init__" + each)) for each in _SUFFIXES)
