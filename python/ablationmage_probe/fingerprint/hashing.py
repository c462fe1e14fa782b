"""SHA-256 of tensors, arrays and whatever a dataset gives; the same bytes in every run of the same data."""

import hashlib
import struct
import sys

_DEEPEST = 6


class Budget:
    """So many bytes may still be hashed."""

    def __init__(self, size):
        self.left = size

    def take(self, size):
        """Whether there is room for `size` bytes, which are used up then."""
        if size > self.left:
            return False
        self.left -= size
        return True


def hash_bytes(data):
    """Hex."""
    return hashlib.sha256(data).hexdigest()


def hash_code(code):
    """Of what a function does, wherever it stands in its file."""
    parts = [code.co_code, repr(code.co_names).encode("utf-8", "replace")]
    for constant in code.co_consts:
        parts.append(_constant_text(constant).encode("utf-8", "replace"))
    return hash_bytes(b"|".join(parts))


def _constant_text(constant):
    if hasattr(constant, "co_code"):
        return hash_code(constant)
    if isinstance(constant, frozenset):  # in no order of its own
        return "frozenset(%s)" % ", ".join(sorted(map(repr, constant)))
    return repr(constant)


def is_array(value):
    """Whether it is a tensor of PyTorch or an array of NumPy, of a library that is loaded anyway."""
    torch = sys.modules.get("torch")
    if torch is not None and hasattr(torch, "Tensor") and isinstance(value, torch.Tensor):
        return True
    numpy = sys.modules.get("numpy")
    return numpy is not None and hasattr(numpy, "ndarray") and isinstance(value, numpy.ndarray)


def hash_array(array, budget):
    """Hex, or None where it is larger than the budget or has no plain bytes."""
    digest = hashlib.sha256()
    return digest.hexdigest() if _add_array(digest, array, budget) else None


def hash_value(value, budget):
    """Hex of a nested value, or None where a part of it is too large or of an unknown kind."""
    digest = hashlib.sha256()
    return digest.hexdigest() if _add(digest, value, budget, 0) else None


def _add(digest, value, budget, depth):
    if depth > _DEEPEST:
        return False
    if is_array(value):
        return _add_array(digest, value, budget)
    if value is None or isinstance(value, (bool, int, float, complex, str)) or _is_numpy_scalar(value):
        text = repr(value.item() if _is_numpy_scalar(value) else value).encode("utf-8", "replace")
        digest.update(struct.pack("<q", len(text)) + text)
        return budget.take(len(text))
    if isinstance(value, (bytes, bytearray)):
        digest.update(b"bytes" + struct.pack("<q", len(value)) + value)
        return budget.take(len(value))
    if isinstance(value, (list, tuple)):
        digest.update(b"list" + struct.pack("<q", len(value)))
        return all(_add(digest, part, budget, depth + 1) for part in value)
    if isinstance(value, dict) or hasattr(value, "keys"):
        digest.update(b"dict")
        return all(_add(digest, [str(key), value[key]], budget, depth + 1) for key in value.keys())
    if hasattr(value, "tobytes") and hasattr(value, "mode") and hasattr(value, "size"):  # an image of PIL
        digest.update(repr((value.mode, value.size)).encode())
        return _add(digest, value.tobytes(), budget, depth)
    if hasattr(value, "__dict__"):
        digest.update(type(value).__qualname__.encode())
        return _add(digest, vars(value), budget, depth + 1)
    return False


def _is_numpy_scalar(value):
    numpy = sys.modules.get("numpy")
    return numpy is not None and hasattr(numpy, "generic") and isinstance(value, numpy.generic)


def _add_array(digest, array, budget):
    torch = sys.modules.get("torch")
    digest.update(("%s %s " % (str(array.dtype).replace("torch.", ""), list(array.shape))).encode())
    if torch is not None and isinstance(array, torch.Tensor):
        return _add_tensor(digest, torch, array, budget)
    if array.dtype.hasobject:
        return budget.take(8 * array.size) and _add(digest, array.tolist(), budget, 1)
    if not budget.take(array.nbytes):
        return False
    numpy = sys.modules["numpy"]
    digest.update(numpy.ascontiguousarray(array).view(numpy.uint8).data if array.ndim else array.tobytes())
    return True


def _add_tensor(digest, torch, tensor, budget):
    if tensor.layout != torch.strided or tensor.is_quantized or tensor.device.type == "meta":
        return False
    size = tensor.numel() * tensor.element_size()
    if not budget.take(size):
        return False
    if size == 0:
        return True
    import ctypes

    plain = tensor.detach().cpu()
    for resolve in ("resolve_conj", "resolve_neg"):
        plain = getattr(plain, resolve, lambda same=plain: same)()
    plain = plain.contiguous()
    digest.update((ctypes.c_char * size).from_address(plain.data_ptr()))
    return True
