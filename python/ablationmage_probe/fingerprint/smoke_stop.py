"""Ends a smoke run: after its first steps the script may evaluate once, and its next step is its end.

Loops over DataLoaders are cut short for that. A script that swallows the exit is left at its next step, and
one that evaluates for long when its time is up, both with the exit code 0 and everything flushed.
"""

import os
import sys
import threading

from ablationmage_probe.fingerprint import process_role
from ablationmage_probe.fingerprint.cut_loops import cut_loops

_SHORTEST_EVALUATION = 2.0
_TIME_TO_EXIT = 5.0


class SmokeEnd(SystemExit):
    """The end of a smoke run. `except Exception` lets it pass, and `finally` is executed."""


class SmokeStop:
    """Passes from training to evaluation (`allow_evaluation`) to the end (`before_step`)."""

    def __init__(self, torch, observation, count):
        self._observation = observation
        self._count = count
        self._is_evaluating = False
        self._is_stopping = False
        self._timer = None
        cut_loops(torch, lambda: self._is_evaluating)
        self._let_exceptions_be()

    def allow_evaluation(self):
        """The steps are taken."""
        if not process_role.takes_part():
            return
        self._is_evaluating = True
        self._start_timer(max(_SHORTEST_EVALUATION, self._observation.age()))

    def before_step(self):
        """Stops the script at the first step after its evaluation."""
        if self._is_stopping:
            self._leave()
        if self._is_evaluating and process_role.takes_part():
            self._is_stopping = True
            self._cancel_timer()
            self._observation.finish("stopped")
            self._start_timer(_TIME_TO_EXIT)
            raise SmokeEnd(0)

    def _start_timer(self, seconds):
        timer = threading.Timer(seconds, self._on_time)
        timer.daemon = True
        self._timer = timer
        timer.start()

    def _cancel_timer(self):
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _on_time(self):
        if self._timer is not None:
            self._leave()

    def _leave(self):
        # Not from the data any more: the script may be reading it in another thread.
        self._observation.finish("stopped", concludes=False)
        self._count.write()
        processes = sys.modules.get("multiprocessing")
        for child in processes.active_children() if processes is not None else ():
            child.terminate()
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except Exception:
                pass
        os._exit(0)

    def _let_exceptions_be(self):
        """A script that crashes keeps its exit code however long it takes to end."""
        former = sys.excepthook

        def hook(*exception):
            self._cancel_timer()
            self._observation.conclude = None
            former(*exception)

        sys.excepthook = hook
