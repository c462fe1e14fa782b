"""Records the exception that ends a process; what Python prints about it stays as it is."""

import os
import sys

from ablationmage_probe import report

_LONGEST_MESSAGE = 2000


def start(settings):
    """Puts the observer before the hook that prints the traceback."""
    former = sys.excepthook

    def hook(kind, value, traceback):
        try:
            _record(settings, kind, value, traceback)
        except Exception as problem:
            report.write_problem("the exception", problem)
        former(kind, value, traceback)

    sys.excepthook = hook


def _record(settings, kind, value, traceback):
    name = kind.__qualname__
    if kind.__module__ not in ("builtins", "__main__"):
        name = kind.__module__ + "." + name
    try:
        message = str(value)[:_LONGEST_MESSAGE]
    except Exception:
        message = ""
    report.write("exception", type=name, message=message, place=_innermost_place(settings, traceback))


def _innermost_place(settings, traceback):
    found = None
    while traceback is not None:
        place = settings.locate_code(traceback.tb_frame.f_code)
        if place is not None:
            found = "%s:%d" % (place[1].replace(os.sep, "/"), traceback.tb_lineno)
        traceback = traceback.tb_next
    return found
