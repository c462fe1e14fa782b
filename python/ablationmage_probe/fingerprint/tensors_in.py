"""The tensors in what a module takes or gives: tuples, dictionaries, packed sequences, outputs with fields."""

_DEEPEST = 4


def tensors_in(torch, value, most):
    """The first tensors of a nested value, in order, at most so many."""
    found = []
    _collect(torch, value, most, found, 0)
    return found


def _collect(torch, value, most, found, depth):
    if len(found) >= most or depth > _DEEPEST:
        return
    if isinstance(value, torch.Tensor):
        found.append(value)
        return
    if isinstance(value, (list, tuple)):
        parts = value
    elif isinstance(value, dict):
        parts = list(value.values())
    elif hasattr(value, "__dataclass_fields__"):
        parts = [getattr(value, name, None) for name in value.__dataclass_fields__]
    else:
        return
    for part in parts:
        _collect(torch, part, most, found, depth + 1)
