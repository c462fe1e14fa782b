"""Values as short text that is equal in two runs exactly where the values are: no addresses, no folders of a run."""

import re
import types

from ablationmage_probe.fingerprint import hashing

_LONGEST = 200
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_PLAIN = (bool, int, float, complex, str, bytes, type(None))


def text_of(value):
    """At most 200 characters."""
    if hashing.is_array(value):
        return array_text(value)
    if isinstance(value, types.FunctionType):
        return "%s #%s" % (value.__qualname__, _function_hash(value)[:8])
    if isinstance(value, type):
        return value.__qualname__
    if isinstance(value, (list, tuple)) and any(isinstance(part, types.FunctionType) for part in value):
        return shortened("[%s]" % ", ".join(text_of(part) for part in value))
    return shortened(repr(value))


def _function_hash(function):
    """Of its code and of the plain values it took along: its defaults, and what stands around it."""
    taken = list(function.__defaults__ or ()) + sorted((function.__kwdefaults__ or {}).items())
    for cell in function.__closure__ or ():
        try:
            taken.append(cell.cell_contents)
        except ValueError:  # not filled yet
            taken.append(None)
    texts = [text_of(value) for value in taken if isinstance(value, _PLAIN + (tuple,)) or hashing.is_array(value)]
    return hashing.hash_bytes("|".join([hashing.hash_code(function.__code__), *texts]).encode("utf-8", "replace"))


def shortened(text):
    """Without memory addresses, and with the hash of what was cut off."""
    text = _ADDRESS.sub("", text)
    if len(text) <= _LONGEST:
        return text
    return "%s... #%s" % (text[: _LONGEST - 13], hashing.hash_bytes(text.encode("utf-8", "replace"))[:8])


def array_text(array):
    """`0.001`, or `float32[10] #ab12cd34`, of a tensor or array."""
    if array.ndim == 0 or _size(array) == 1:
        return repr(array.item()) if array.ndim == 0 else "[%r]" % array.item()
    content = hashing.hash_array(array, hashing.Budget(1 << 20))
    return shape_text(array) + ("" if content is None else " #" + content[:8])


def shape_text(array):
    """`float32[8, 16, 14, 14]`"""
    return "%s[%s]" % (dtype_text(array), ", ".join(str(int(size)) for size in array.shape))


def dtype_text(array):
    """`float32`, of tensors as of arrays."""
    return str(array.dtype).replace("torch.", "")


def plain_settings(attributes):
    """The attributes, by name, that are numbers, texts, arrays, functions, or short lists and dictionaries of them."""
    return {
        str(name): text_of(value)
        for name, value in attributes.items()
        if not str(name).startswith("_") and _is_plain(value)
    }


def _is_plain(value):
    if isinstance(value, _PLAIN) or isinstance(value, types.FunctionType) or hashing.is_array(value):
        return True
    if isinstance(value, dict):
        return len(value) <= 100 and all(_is_plain(part) for part in value.values())
    simple = _PLAIN + (types.FunctionType,)
    return isinstance(value, (list, tuple)) and len(value) <= 100 and all(isinstance(part, simple) for part in value)


def _size(array):
    size = 1
    for extent in array.shape:
        size *= int(extent)
    return size
