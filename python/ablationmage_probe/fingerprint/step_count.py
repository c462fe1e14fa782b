"""Counts the optimizer steps of PyTorch and takes the time between them; in every run, so it must cost nothing."""

import atexit
from time import perf_counter

from ablationmage_probe import report
from ablationmage_probe.fingerprint import process_role, step_hooks

_MOST_INTERVALS = 1000


class StepCount:
    """The steps of this process; intervals are those between consecutive outermost steps, of any optimizer."""

    def __init__(self):
        self.count = 0
        self._intervals = []
        self._last = None
        self._is_written = False

    def add(self):
        """One more step has ended."""
        now = perf_counter()
        if self._last is not None and len(self._intervals) < _MOST_INTERVALS:
            self._intervals.append(now - self._last)
        self._last = now
        self.count += 1

    def write(self):
        """Writes the record, once, for the process that speaks for the run."""
        if self._is_written or self.count == 0 or not process_role.speaks():
            return
        self._is_written = True
        median = {} if self.count < 3 else {"medianMs": 1000 * _median(self._intervals)}
        report.write("steps", count=self.count, **median)


def count_steps(_torch, _settings):
    """After the import of all of `torch`, in a run that nothing else observes."""
    count = StepCount()

    def after(_optimizer, is_outermost):
        if is_outermost:
            count.add()

    step_hooks.watch_steps(lambda _optimizer, _is_outermost: None, after)
    # Runs after an exception too, and neither in forked workers (they are not speakers) nor on os._exit.
    atexit.register(count.write)


def _median(values):
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
