"""Records data, weights and configuration that the program reads.

Only what Python opens is seen: libraries that open files in C or Rust (OpenCV, HDF5, safetensors) are not.
"""

import os
import stat
import sys

from ablationmage_probe import report
from ablationmage_probe.settings import is_library_part, is_within

#: More files than these are counted as one note: a study cannot compare a million images.
MOST_FILES = 2000

CHECKPOINT_SUFFIXES = (
    ".pt .pth .ckpt .safetensors .h5 .hdf5 .keras .joblib .onnx .bin .msgpack"
).split()
_CODE_SUFFIXES = (".py", ".pyc", ".pyi", ".pyx", ".so", ".pyd", ".dll", ".dylib", ".ttf", ".otf", ".afm", ".pfb")
_CONFIG_SUFFIXES = (".yaml", ".yml", ".toml", ".json", ".cfg", ".ini", ".txt")
#: Temporary folders are not among them: a file there that is older than the run is an input.
_SYSTEM_FOLDERS = ("/proc", "/sys", "/etc", "/usr", "/lib", "/lib64", "/bin", "/var/cache")


class ReadObserver:
    """Sees opens for reading; the write guard passes them on."""

    def __init__(self, settings):
        self._settings = settings
        self._seen = set()
        self._recorded = 0
        self.written = set()
        prefixes = {sys.prefix, sys.base_prefix, sys.exec_prefix, os.path.dirname(os.__file__)}
        prefixes.add(os.path.dirname(os.path.abspath(__file__)))
        self._libraries = tuple(prefixes - {"", os.sep}) + _SYSTEM_FOLDERS + tuple(_configuration_folders())

    def on_read(self, path):
        """Takes in the path of one open for reading, as the program gave it."""
        checkpoint = path.lower().endswith(tuple(CHECKPOINT_SUFFIXES))
        if self._recorded >= MOST_FILES and not checkpoint:
            return
        if path.endswith(_CODE_SUFFIXES):
            return
        path = os.path.abspath(path)
        if path in self._seen:
            return
        self._seen.add(path)
        known = self._known_path(path)
        if known is None or known in self.written:
            return
        try:
            status = os.stat(known)
        except OSError:
            return  # It is not there: the open fails as well.
        if not stat.S_ISREG(status.st_mode):
            return
        modified_ms = status.st_mtime_ns / 1e6
        # What C code of this run wrote (torch.save) is not an input. Configuration is never left out for
        # its time: it is small, Python writes it, and an edited copy must be seen to be read.
        if modified_ms >= self._settings.started_ms and not known.endswith(_CONFIG_SUFFIXES):
            return
        existed = modified_ms < self._settings.started_ms
        self._recorded += 1
        report.write(
            "read", path=known, size=status.st_size, modifiedMs=modified_ms, checkpoint=checkpoint and existed
        )
        if self._recorded == MOST_FILES:
            report.write(
                "note", text="More than %d data files were read; changes to the rest are not noticed" % MOST_FILES
            )

    def _known_path(self, path):
        """The path to report, or None for libraries and the system's files."""
        real = os.path.realpath(path)
        place = self._settings.locate(real)
        if place is not None:
            return os.path.join(*place)
        if is_library_part(real) or any(is_within(real, folder) for folder in self._libraries):
            return None
        return None if any(is_within(real, folder) for folder in self._settings.real_writable) else real


def _configuration_folders():
    home = os.path.expanduser("~")
    yield os.path.join(home, ".config")
    yield os.path.join(home, ".cache", "matplotlib")
    yield os.path.join(home, ".matplotlib")
    yield os.path.join(home, ".netrc")
