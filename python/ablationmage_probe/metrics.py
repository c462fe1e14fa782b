"""Records one number that the script measured, with the place in the user's files that it came from."""

import os
import sys

from ablationmage_probe import report


def record(settings, name, value, step, source, caller):
    """Writes a metric, where `value` is a number; only the first rank of a distributed run reports."""
    number = _as_number(value)
    if number is None or not _is_first_rank():
        return
    step_number = _as_number(step)
    whole_step = None if step_number is None else int(step_number)
    report.write("metric", name=str(name), value=number, step=whole_step, source=source, caller=caller)


def place_of(settings, frame):
    """`train.py:96`, where the frame runs one of the user's files, else None."""
    place = settings.locate_code(frame.f_code)
    return None if place is None else "%s:%d" % (place[1].replace(os.sep, "/"), frame.f_lineno)


def nearest_place(settings, frame):
    """The innermost place in the user's files that led to this frame; empty where there is none."""
    while frame is not None:
        place = place_of(settings, frame)
        if place is not None:
            return place
        frame = frame.f_back
    return ""


def _as_number(value):
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return float(value)
    # Scalars of NumPy, and tensors and arrays with no dimension.
    if getattr(value, "ndim", None) == 0 and hasattr(value, "item"):
        item = value.item()
        return float(item) if isinstance(item, (int, float)) and not isinstance(item, bool) else None
    return None


def _is_first_rank():
    distributed = sys.modules.get("torch.distributed")
    if distributed is not None and distributed.is_available() and distributed.is_initialized():
        return distributed.get_rank() == 0
    return os.environ.get("RANK", "0") in ("", "0")
