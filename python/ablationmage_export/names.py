"""Names as a library takes them: short enough, of allowed characters, and still different from each other."""

import hashlib
from typing import Callable, Dict, Iterable, Set

_HASH_DIGITS = 8


def shortened(text: str, limit: int) -> str:
    """The text in at most `limit` bytes of UTF-8; what is cut ends with a hash of the whole."""
    encoded = text.encode("utf-8")
    if len(encoded) <= limit:
        return text
    return encoded[: limit - _HASH_DIGITS - 1].decode("utf-8", "ignore") + "-" + _hash(text)


def distinct_names(names: Iterable[str], allowed: Callable[[str], str]) -> Dict[str, str]:
    """Each name with its allowed form, with a hash of the name at its end where another is called so already.

    What is allowed as it is keeps its name.
    """
    found: Dict[str, str] = {}
    taken: Set[str] = set()
    forms = {name: allowed(name) for name in names}
    for name, form in sorted(forms.items(), key=lambda entry: entry[0] != entry[1]):
        if form in taken:
            form = form + "-" + _hash(name)
        taken.add(form)
        found[name] = form
    return found


def file_name(name: str) -> str:
    """The name as that of one file or folder, which is not hidden."""
    plain = "".join(character if character.isprintable() else "_" for character in name.replace("/", "_"))
    return shortened("_" + plain[1:] if plain.startswith(".") else plain, 200)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_HASH_DIGITS]
