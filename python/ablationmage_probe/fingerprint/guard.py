"""Keeps failures of the observation out of the user's program: they become notes."""

from ablationmage_probe import report


class guarded:
    """`with guarded("the loss's graph"):` turns an exception into a note. Exits of the process pass."""

    def __init__(self, what):
        self._what = what

    def __enter__(self):
        return self

    def __exit__(self, kind, problem, _traceback):
        if kind is None or not issubclass(kind, Exception):
            return False
        report.write_problem(self._what, problem)
        return True
