"""What a fit was given, and what the estimator was set to."""

import sys

from ablationmage_probe.fingerprint.describe import shape_text, text_of
from ablationmage_probe.fingerprint.fit_arguments import bind_fit, shape_of
from ablationmage_probe.fingerprint.guard import guarded
from ablationmage_probe.fingerprint.hashing import Budget, hash_value, is_array

_MOST_COLUMNS = 1000
_LARGEST_DATA = 64 << 20
#: Parameters that name and order the parts, which are told apart from their settings.
_PARTS = ("steps", "transformers", "transformer_list", "estimators", "named_estimators")


def fit_print(estimator, original, arguments, keywords, place):
    """The entry of one fit, made before it."""
    found = {"type": type(estimator).__qualname__, "settings": {}, "estimators": {}, "shape": [], "place": place}
    with guarded("the parameters of " + found["type"]):
        for name, value in estimator.get_params(deep=True).items():
            found["settings"][name] = _setting(name, value)
            if _is_estimator(value):
                found["estimators"][name] = type(value).__qualname__
    bound, data_name, targets_name = bind_fit(original, estimator, arguments, keywords)
    data = bound.arguments.get(data_name)
    targets = bound.arguments.get(targets_name)
    found["shape"] = shape_of(data)
    columns = getattr(data, "columns", None)
    if columns is not None:
        found["columns"] = [str(name) for name in list(columns)[:_MOST_COLUMNS]]
    if targets is not None:
        found["targets"] = _targets_text(targets)
    budget = Budget(_LARGEST_DATA)
    content = hash_value([_hashable(data), _hashable(targets)], budget)
    if content is not None:
        found["sha256"] = content
    return found


def _setting(name, value):
    if _is_estimator(value):
        return type(value).__qualname__
    if name.rpartition("__")[2] in _PARTS and isinstance(value, (list, tuple)):
        return text_of([_part_text(part) for part in value])
    return text_of(value)


def _part_text(part):
    """`(name, estimator, columns)`: the estimator has entries of its own."""
    if not isinstance(part, tuple):
        return type(part).__qualname__ if _is_estimator(part) else text_of(part)
    return ", ".join("..." if _is_estimator(item) else text_of(item) for item in part)


def _is_estimator(value):
    return hasattr(value, "get_params") and not isinstance(value, type)


def _targets_text(targets):
    numpy = sys.modules["numpy"]
    array = targets if is_array(targets) else numpy.asarray(targets)
    text = shape_text(array)
    if array.ndim == 1 and (array.dtype.kind in "biuSU" or array.dtype == object):
        text += " %d classes" % len({str(value) for value in array.tolist()})
    return text


def _hashable(data):
    if data is None or is_array(data):
        return data
    if hasattr(data, "to_numpy"):  # pandas
        kinds = [str(kind) for kind in data.dtypes] if hasattr(data, "columns") else []
        return [data.to_numpy(), kinds]
    if hasattr(data, "tocsr"):  # scipy
        rows = data.tocsr()
        return [rows.data, rows.indices, rows.indptr]
    return list(data) if hasattr(data, "__len__") else None
