"""Records each of the user's Python files that was executed, with the hash of its source."""

import os
from _frozen_importlib_external import cache_from_source

from ablationmage_probe import report
from ablationmage_probe.settings import is_within


class SourceObserver:
    """Sees module code as Python is about to execute it: the script, imports, runpy, exec."""

    def __init__(self, settings):
        self._settings = settings
        self._seen = set()
        self._real_folders = {}

    def on_exec(self, code):
        """Handles the audit event `exec`."""
        if code.co_name != "<module>" or code.co_filename.startswith("<"):
            return
        path = self._local_path(os.path.abspath(code.co_filename))
        if path is None or not os.path.isfile(path):
            return
        source = _read(path)
        sha256 = _sha256(source)
        if os.path.exists(cache_from_source(path)) and _is_stale(code, source, path):
            # A hash of code: equals the hash of no source, so an expected source is seen to be missing.
            sha256 = _sha256(code.co_code + repr(code.co_names).encode("utf-8", "replace"))
            report.write("note", text="%s was executed from bytecode that does not match its source" % path)
        if (path, sha256) not in self._seen:
            self._seen.add((path, sha256))
            report.write("source", path=path, sha256=sha256)

    def _local_path(self, path):
        place = self._settings.locate(path)
        if place is not None:
            return os.path.join(*place)
        # Installed through a symbolic link into the project, as `flit install --symlink` does.
        folder, name = os.path.split(path)
        if folder not in self._real_folders:
            self._real_folders[folder] = os.path.realpath(folder)
        real_folder = self._real_folders[folder]
        if real_folder == folder or not is_within(real_folder, self._settings.real_project):
            return None
        place = self._settings.locate(os.path.join(real_folder, name))
        return None if place is None else os.path.join(*place)


def _is_stale(code, source, path):
    try:
        return compile(source, path, "exec", dont_inherit=True) != code
    except (SyntaxError, ValueError):
        return True


def _read(path):
    with open(path, "rb") as file:
        return file.read()


def _sha256(data):
    try:  # hashlib would load OpenSSL
        from _sha256 import sha256
    except ImportError:
        try:
            from _sha2 import sha256
        except ImportError:
            from hashlib import sha256
    return sha256(data).hexdigest()
