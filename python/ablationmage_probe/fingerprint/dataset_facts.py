"""What a dataset of PyTorch holds and applies, also inside Subset and ConcatDataset. No item is fetched."""

from ablationmage_probe.fingerprint.describe import shortened
from ablationmage_probe.fingerprint.hashing import hash_array, hash_value, is_array

_TRANSFORMS = ("transform", "transforms", "target_transform")
_DEEPEST = 4
_MOST_ITEMS = 200000


def transforms_of(dataset):
    """Their `repr`, of the dataset and of those in it; empty where there is none."""
    found = []
    for prefix, part in _parts(dataset, "", 0):
        for name in _TRANSFORMS:
            transform = vars(part).get(name) if hasattr(part, "__dict__") else None
            if transform is not None:
                found.append("%s%s: %s" % (prefix, name, shortened(" ".join(repr(transform).split()))))
    return "; ".join(found)


def contents_of(dataset, budget, workspace):
    """Hashes of the tensors, arrays and plain lists that are attributes, by attribute: `dataset.indices`."""
    found = {}
    for prefix, part in _parts(dataset, "", 0):
        for name, value in vars(part).items() if hasattr(part, "__dict__") else ():
            if is_array(value):
                content = hash_array(value, budget)
            elif isinstance(value, (list, tuple)) and 0 < len(value) <= _MOST_ITEMS:
                content = _hash_list(value, budget, workspace)
            elif hasattr(value, "to_numpy") and hasattr(value, "shape"):  # a table of pandas
                content = hash_value(value.to_numpy(), budget)
            else:
                continue
            if content is not None:
                found[prefix + name] = content
    return found


def _parts(dataset, prefix, depth):
    yield prefix, dataset
    if depth >= _DEEPEST or not hasattr(dataset, "__dict__"):
        return
    inner = vars(dataset).get("dataset")
    if inner is not None:
        for part in _parts(inner, prefix + "dataset.", depth + 1):
            yield part
    members = vars(dataset).get("datasets")
    for index, member in enumerate(members if isinstance(members, (list, tuple)) else ()):
        for part in _parts(member, "%sdatasets.%d." % (prefix, index), depth + 1):
            yield part


def _hash_list(values, budget, workspace):
    if all(is_array(value) for value in values):
        return hash_value(list(values), budget)
    if not isinstance(values[0], (int, float, str, tuple, list)):
        return None
    # Lists of images have paths in them, and each run has a folder of its own.
    return hash_value(_without_folder(values, workspace, 0), budget)


def _without_folder(value, workspace, depth):
    if isinstance(value, str):
        return value.replace(workspace, "")
    if isinstance(value, (list, tuple)) and depth < _DEEPEST:
        return [_without_folder(part, workspace, depth + 1) for part in value]
    return value
