"""Finds the data and the targets among the arguments of a fit."""

import inspect


def bind_fit(original, estimator, arguments, keywords):
    """`(bound, rows, targets)`: the arguments by name, and the names of the data and of the targets."""
    bound = inspect.signature(original).bind(estimator, *arguments, **keywords)
    names = [name for name in bound.arguments if not isinstance(bound.arguments[name], dict)][1:]
    data = names[0] if names else None
    targets = next((name for name in ("y", "Y", "target") if bound.arguments.get(name) is not None), None)
    return bound, data, targets


def shape_of(data):
    """Rows and columns; of lists their length."""
    shape = getattr(data, "shape", None)
    if shape is not None:
        return [int(size) for size in shape]
    return [len(data)] if hasattr(data, "__len__") else []
