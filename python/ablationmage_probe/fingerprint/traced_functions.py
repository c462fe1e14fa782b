"""Names the functions of the user's files that were called: what can be seen of any script."""

import os
import sys

from ablationmage_probe.fingerprint.observation import observation_of

_IS_FUNCTION = 0x1  # CO_OPTIMIZED: neither a module nor the body of a class
_PARTS_OF_FUNCTIONS = ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>")


def trace_functions(settings):
    """From now on, in all threads. A profiler of the script's own takes the place of this."""
    called = {}
    if hasattr(sys, "monitoring"):
        _monitor(called)
    else:
        _profile(called)

    def names():
        found = set()
        for code in list(called.values()):  # other threads go on
            place = settings.locate_code(code)
            if place is not None and code.co_flags & _IS_FUNCTION and code.co_name not in _PARTS_OF_FUNCTIONS:
                name = getattr(code, "co_qualname", code.co_name)
                found.add("%s:%s" % (place[1].replace(os.sep, "/"), name))
        return found

    observation_of(settings).functions = names


def _monitor(called):
    monitoring = sys.monitoring
    tool = next((number for number in (3, 4) if monitoring.get_tool(number) is None), None)
    if tool is None:
        return

    def on_start(code, _offset):
        called[id(code)] = code
        return monitoring.DISABLE  # this function, not the others

    monitoring.use_tool_id(tool, "ablationmage")
    monitoring.register_callback(tool, monitoring.events.PY_START, on_start)
    monitoring.set_events(tool, monitoring.events.PY_START)


def _profile(called):
    def on_event(frame, event, _argument):
        if event == "call":
            code = frame.f_code
            called[id(code)] = code

    from threading import setprofile

    setprofile(on_event)
    sys.setprofile(on_event)
