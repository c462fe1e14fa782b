"""Fits on a sample of the rows, for a smoke run.

What the script goes on with has the length it expects: `fit_transform` and `fit_predict` fit on the sample and
answer for all rows. Where the sample is not enough for an estimator, it gets all rows.
"""

import sys

from ablationmage_probe.fingerprint.fit_arguments import bind_fit, shape_of
from ablationmage_probe.fingerprint.guard import guarded
from ablationmage_probe.fingerprint.sampled_rows import FEW_ROWS, choose_rows

#: These have an attribute with one entry per row after a fit.
_KINDS_WITH_ROWS = ("clusterer", "outlier_detector")
_ANSWERS = {"fit_transform": "transform", "fit_predict": "predict"}


def call_on_sample(original, name, estimator, arguments, keywords):
    """What `original` returns, having seen a sample only where that is possible."""
    sample = None
    with guarded("a sample of the rows"):
        sample = _sampled(original, name, estimator, arguments, keywords)
    if sample is not None:
        bound, data = sample
        try:
            result = original(*bound.args, **bound.kwargs)
            return getattr(estimator, _ANSWERS[name])(data) if name in _ANSWERS else result
        except Exception:
            pass  # too few rows for it, perhaps; if not, the same comes again
    return original(estimator, *arguments, **keywords)


def _sampled(original, name, estimator, arguments, keywords):
    if getattr(estimator, "_estimator_type", None) in _KINDS_WITH_ROWS:
        return None
    if name in _ANSWERS and not hasattr(type(estimator), _ANSWERS[name]):
        return None
    bound, data_name, targets_name = bind_fit(original, estimator, arguments, keywords)
    data = bound.arguments.get(data_name)
    shape = shape_of(data) if data is not None else []
    if not shape or shape[0] <= FEW_ROWS:
        return None
    rows = choose_rows(shape[0], data, bound.arguments.get(targets_name))
    if len(rows) >= shape[0]:
        return None
    take = sys.modules["sklearn.utils"]._safe_indexing
    for values in (bound.arguments, *[part for part in bound.arguments.values() if isinstance(part, dict)]):
        for key, value in list(values.items()):
            if value is not estimator and _has_rows(value, shape[0]):
                values[key] = take(value.tocsr() if hasattr(value, "tocsr") else value, rows)
    return bound, data


def _has_rows(value, count):
    if isinstance(value, (str, bytes, dict)):
        return False
    shape = getattr(value, "shape", None)
    if shape is not None:
        return len(shape) > 0 and shape[0] == count
    return isinstance(value, (list, tuple)) and len(value) == count
