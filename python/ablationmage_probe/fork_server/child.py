"""Turns a fork of the server into the process that a fresh Python would be for the run."""

import os
import sys

from ablationmage_probe.fork_server.ending import end_quickly, end_threads
from ablationmage_probe.fork_server.main_module import run_as_main
from ablationmage_probe.fork_server.search_path import whole_path


def run(request, server, startup_path):
    """Runs the script and ends the process as Python would."""
    known = set(sys.modules)
    libraries = _native_libraries()
    path = whole_path(request, startup_path)
    _take_over(request, server.set_by_imports)
    sys.path[:] = path
    if "ABLATIONMAGE_PROBE_REPORT" in os.environ:
        _start_probe()
    exit_code = run_as_main(request["arguments"], request["module"])
    end_threads()
    # Libraries that were loaded since may have their own way to end, and threads that go on must be stopped first.
    if exit_code >= 0 and (_native_libraries() - libraries or _has_threads()):
        sys.exit(exit_code)
    end_quickly(exit_code, [name for name in sys.modules if name not in known])


def _has_threads():
    threading = sys.modules.get("threading")
    return threading is not None and threading.active_count() > 1


def _take_over(request, set_by_imports):
    for number, file in ((1, request["stdout"]), (2, request["stderr"])):
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(request["environment"])
    os.environ.update(set_by_imports)
    os.chdir(request["workingDirectory"])
    processes = sys.modules.get("multiprocessing.process")
    if processes is not None:
        # Noted when it was imported; where a spawned process looks for the script.
        processes.ORIGINAL_DIR = os.getcwd()
    sys.argv[:] = request["arguments"]
    if hasattr(sys, "orig_argv"):
        sys.orig_argv[:] = request["command"]


def _start_probe():
    try:
        from ablationmage_probe.start import start

        start()
    except Exception:  # the user's program must run, with or without us; silence is reported as such
        pass


def _native_libraries():
    with open("/proc/self/maps") as file:
        return {line.split(None, 5)[5].rstrip("\n") for line in file if ".so" in line}
