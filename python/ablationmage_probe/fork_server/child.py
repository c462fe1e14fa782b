"""Turns a fork of the server into the process that a fresh Python would be for the run."""

import os
import sys

from ablationmage_probe.fork_server import ending
from ablationmage_probe.fork_server.main_module import run_as_main
from ablationmage_probe.fork_server.preload import reseed
from ablationmage_probe.fork_server.search_path import whole_path


def run(request, server, startup_path):
    """Runs the script. Ends as it does; Python calls the rest of our ending then."""
    ending.begin_run()
    path = whole_path(request, startup_path)
    _take_over(request, server.set_since_start)
    reseed()
    sys.path[:] = path
    if "ABLATIONMAGE_PROBE_REPORT" in os.environ:
        _start_probe()
    run_as_main(request["arguments"], request["module"])


def _take_over(request, set_since_start):
    for number, file in ((1, request["stdout"]), (2, request["stderr"])):
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.environb.clear()
    # As the study would give them to a process of its own; in some locales text cannot say them.
    os.environb.update({name.encode(): value.encode() for name, value in request["environment"].items()})
    os.environb.update(set_since_start)
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
