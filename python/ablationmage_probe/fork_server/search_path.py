"""The module search path that a fresh Python would start a run with."""

import os
import sys


def own_folders(request):
    """Where the run looks before the installed packages: its script's folder, and its PYTHONPATH."""
    return first_folder(request) + python_path(request)


def first_folder(request):
    """What Python itself puts in front; nothing with -P."""
    if getattr(sys.flags, "safe_path", False):
        return []
    folder = request["workingDirectory"]
    if request["module"]:
        return [folder]
    return [os.path.dirname(os.path.realpath(os.path.join(folder, request["arguments"][0])))]


def python_path(request):
    """The entries of the run's PYTHONPATH, absolute, without the folder that only starts the probe."""
    value = request["environment"].get("PYTHONPATH", "")
    entries = value.split(os.pathsep) if value else []
    folder = request["workingDirectory"]
    return [os.path.abspath(os.path.join(folder, entry)) for entry in entries if entry != request["injected"]]


def whole_path(request, startup_path):
    """All of it; `startup_path` is the server's own, which begins with the server's PYTHONPATH."""
    served = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    rest = [entry for entry in startup_path if entry not in served]
    return first_folder(request) + list(dict.fromkeys(python_path(request) + rest))
