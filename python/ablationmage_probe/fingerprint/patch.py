"""Replaces attributes of a library for a while, and puts back what was there."""


class Patches:
    """Attributes replaced since `put`, until `remove`."""

    def __init__(self):
        self._replaced = []

    def put(self, owner, name, make):
        """Sets `owner.name` to `make(original)`; the original must be the owner's own attribute."""
        original = vars(owner)[name]
        replacement = make(original)
        setattr(owner, name, replacement)
        self._replaced.append((owner, name, original, replacement))

    def remove(self):
        """Restores each attribute that nobody replaced again meanwhile."""
        while self._replaced:
            owner, name, original, replacement = self._replaced.pop()
            if vars(owner).get(name) is replacement:
                setattr(owner, name, original)
