"""The one audit hook of the process: passes events that somebody asked for to their handler."""

import sys

from ablationmage_probe import report


class Refusal(PermissionError):
    """The one exception that may reach the user's program."""


def start(handlers):
    """Calls `handlers[event](arguments)` from now on, not for what the probe does itself."""
    inside = report.inside

    def hook(event, arguments):
        handler = handlers.get(event)
        if handler is None or getattr(inside, "active", False):
            return
        inside.active = True
        try:
            handler(*arguments)
        except Refusal as refusal:
            raise PermissionError(refusal.errno, refusal.strerror, refusal.filename) from None
        except Exception as problem:
            report.write_problem(event, problem)
        finally:
            inside.active = False

    sys.addaudithook(hook)
