"""Chooses about 200 rows, evenly spaced, with all classes and all categories among them.

A category that was not fitted would be an error where the script goes on with all rows.
"""

import sys

FEW_ROWS = 200
#: So many of each class, so that stratified folds can be made of them.
_ROWS_OF_A_CLASS = 5
_MOST_CLASSES = 1000
_MOST_TEXTS = 2000
_MOST_NUMBERS = 50
_MOST_COLUMNS = 300
_MOST_VALUES = 5000000


def choose_rows(count, data, targets):
    """Indices in order; more than 200 where there are many classes or categories."""
    numpy = sys.modules["numpy"]
    chosen = _by_class(numpy, count, targets)
    columns = _columns(numpy, data)
    if len(columns) <= _MOST_COLUMNS and len(columns) * count <= _MOST_VALUES:
        for column in columns:
            chosen.update(_first_of_each(numpy, column))
    return sorted(int(row) for row in chosen)


def _by_class(numpy, count, targets):
    array = None if targets is None else numpy.asarray(targets)
    if array is None or array.ndim != 1 or array.dtype.kind not in "biuSUO":
        return set(_spread(count, FEW_ROWS))
    if array.dtype.kind == "O":
        array = array.astype(str)
    _values, classes, sizes = numpy.unique(array, return_inverse=True, return_counts=True)
    if len(sizes) > _MOST_CLASSES or len(sizes) * _ROWS_OF_A_CLASS > count:
        return set(_spread(count, FEW_ROWS))
    order = numpy.argsort(classes, kind="stable")
    chosen, start = set(), 0
    for size in sizes.tolist():
        share = max(_ROWS_OF_A_CLASS, FEW_ROWS * size // count)
        chosen.update(order[start + place] for place in _spread(size, share))
        start += size
    return chosen


def _columns(numpy, data):
    if hasattr(data, "tocsr"):
        return []
    if hasattr(data, "columns") and hasattr(data, "iloc"):
        return [data.iloc[:, place].to_numpy() for place in range(data.shape[1])]
    array = numpy.asarray(data)
    if array.ndim == 1:
        return [array]
    return [array[:, place] for place in range(array.shape[1])] if array.ndim == 2 else []


def _first_of_each(numpy, column):
    is_text = column.dtype.kind in "OSU"
    values = column.astype(str) if column.dtype.kind == "O" else column
    _values, places = numpy.unique(values, return_index=True)
    return places.tolist() if len(places) <= (_MOST_TEXTS if is_text else _MOST_NUMBERS) else []


def _spread(count, wanted):
    """Places among `count`, evenly spaced."""
    wanted = min(count, wanted)
    return [place * count // wanted for place in range(wanted)]
