"""Makes `torch.save` to a path visible: PyTorch opens the file in C++, where no audit event is raised."""

import functools
import os
import sys


def announce_saves(serialization, _settings):
    """After the import of `torch.serialization`, before `torch` takes `save` from it."""
    save = serialization.save

    @functools.wraps(save)
    def announced(obj, f, *arguments, **keywords):
        if isinstance(f, (str, os.PathLike)):
            sys.audit("open", os.fspath(f), "wb", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        return save(obj, f, *arguments, **keywords)

    serialization.save = announced
