"""Refuses writes to the user's own project, and records writes elsewhere outside the workspace.

Only what Python itself opens, renames or removes is seen, and `torch.save`. Libraries that write in C
(HDF5, OpenCV) and other programs are not: the study compares the project before and after.
"""

import errno
import fcntl
import os
import stat

from ablationmage_probe import report
from ablationmage_probe.audit import Refusal
from ablationmage_probe.settings import is_library_part, is_within

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_MOST_PATHS = 2000
_MOST_COPIED_BYTES = 256_000_000
_MOST_LINKED_ENTRIES = 20_000
_ADVICE = "ablationmage never writes to your project; write to a path relative to the working directory"
_ADVICE_ON_LINK = "ablationmage never writes to your project, to which this leads by a link; write it elsewhere"


class WriteGuard:
    """Handles the audit events of file changes."""

    def __init__(self, settings, reads):
        self._settings = settings
        self._reads = reads
        self._recorded = set()
        self._unremarkable = tuple(_temporary_and_cache_folders())

    def other_handlers(self):
        """The handlers of all events but `open`."""
        return {
            "os.remove": lambda path, folder: self._on_entry(path, folder, must_exist=True),
            "os.rmdir": lambda path, folder: self._on_entry(path, folder, must_exist=True),
            "os.mkdir": lambda path, _mode, folder: self._on_entry(path, folder, must_exist=False),
            "os.rename": self._on_rename,
            "os.link": lambda _source, target, _from, folder: self._on_entry(target, folder, must_exist=False),
            "os.symlink": lambda _source, target, folder: self._on_entry(target, folder, must_exist=False),
            "os.truncate": lambda path, _length: self._on_change(path),
            "os.chown": lambda path, _user, _group, _folder: self._on_change(path),
            "os.chmod": lambda path, _mode, _folder: self._on_change(path),
            "os.utime": lambda path, _times, _ns, _folder: self._on_change(path),
        }

    def on_open(self, path, _mode, flags):
        """Handles the audit event `open`, of builtins.open, os.open and io.open_code alike."""
        if not isinstance(path, (str, bytes)):
            return
        path = os.fsdecode(path)
        if flags & _WRITING:
            if flags & os.O_EXCL and os.path.lexists(path):
                return  # Python's own error comes.
            if flags & os.O_RDWR and not flags & os.O_TRUNC:
                self._reads.on_read(path)
            self._make_own(path, keeps=not flags & os.O_TRUNC)
            self._on_write(os.path.realpath(path), path)
        else:
            self._reads.on_read(path)

    def _on_change(self, path):
        if isinstance(path, (str, bytes)):
            path = os.fsdecode(path)
            self._make_own(path, keeps=True)
            self._on_write(os.path.realpath(path), path)

    def _make_own(self, path, keeps):
        """What is to be written through a link of the copy into the project becomes a file of the run's own first: where
        the script was run before, its outputs lie in the project. `keeps`: whether what it holds is still wanted. Where that
        cannot be, the link stays, and the write is refused."""
        place = os.path.abspath(path)
        if not self._is_in_project(os.path.realpath(place)):
            return
        for root in (self._settings.workspace, self._settings.real_workspace):
            if not is_within(place, root):
                continue
            try:
                # Other processes of the run may be about to do the same, and a link is to be replaced once.
                with open(os.path.join(self._settings.report_folder, "own-files.lock"), "ab") as lock:
                    fcntl.flock(lock, fcntl.LOCK_EX)
                    self._replace_links(root, place, keeps)
            except OSError as problem:
                report.write_problem("a file of its own for " + place, problem)
            return

    def _replace_links(self, root, place, keeps):
        """Each link on the way: a folder becomes one of links to what it holds, a file one of its own."""
        way = root
        for name in os.path.relpath(place, root).split(os.sep):
            way = os.path.join(way, name)
            if os.path.islink(way) and is_within(os.path.realpath(way), self._settings.real_project):
                _replace_link(way, keeps)

    def _on_rename(self, source, target, source_folder, target_folder):
        self._on_entry(source, source_folder, must_exist=True)
        real = _entry_path(target, target_folder)
        if real is not None:
            self._on_write(real, real)

    def _on_entry(self, path, folder, must_exist):
        """A change of a folder's entry: a link is changed itself, not what it points at."""
        if isinstance(path, (str, bytes)) and not (isinstance(folder, int) and folder >= 0):
            self._make_own(os.path.dirname(os.path.abspath(os.fsdecode(path))), keeps=True)
        real = _entry_path(path, folder)
        # Where the operation cannot succeed, Python's own error is the right one (`makedirs(exist_ok=True)`).
        if real is not None and os.path.lexists(real) == must_exist and self._is_in_project(real):
            self._refuse(real)

    def _on_write(self, real, path):
        if self._is_in_project(real):
            is_linked = is_within(os.path.abspath(path), self._settings.workspace)
            self._refuse(real, _ADVICE_ON_LINK if is_linked else _ADVICE)
        self._reads.written.add(self._as_known(real))
        if real in self._recorded or len(self._recorded) >= _MOST_PATHS:
            return
        if any(is_within(real, folder) for folder in self._unremarkable):
            if not is_within(real, self._settings.real_workspace):
                return
        self._recorded.add(real)
        inside = any(is_within(real, folder) for folder in self._settings.real_writable)
        report.write("written", path=self._as_known(real), inside=inside)

    def _as_known(self, real):
        place = self._settings.locate(real)
        return real if place is None else os.path.join(*place)

    def _is_in_project(self, real):
        return not self._is_writable(real) and is_within(real, self._settings.real_project)

    def _is_writable(self, real):
        return any(is_within(real, folder) for folder in self._settings.real_writable)

    def _refuse(self, real, advice=_ADVICE):
        # Python drops bytecode and caches it may not write without a word; so do we.
        if not real.endswith(".pyc") and "__pycache__" not in real and not is_library_part(real):
            report.write("refused", path=self._as_known(real))
        raise Refusal(errno.EACCES, advice, real)


def _replace_link(place, keeps):
    target = os.path.realpath(place)
    own = "%s.own-%d" % (place, os.getpid())
    if os.path.isdir(target):
        names = os.listdir(target)
        if len(names) > _MOST_LINKED_ENTRIES:
            return
        os.mkdir(own)
        for name in names:
            os.symlink(os.path.join(target, name), os.path.join(own, name))
        os.remove(place)
        os.rename(own, place)
    elif os.path.isfile(target):
        if keeps and os.path.getsize(target) > _MOST_COPIED_BYTES:
            return
        try:
            _copy(target, own, keeps)
            os.replace(own, place)
        finally:
            if os.path.lexists(own):
                os.remove(own)


def _copy(source, target, keeps):
    with open(source, "rb") as old, open(target, "wb") as new:
        for part in iter(lambda: old.read(1 << 20) if keeps else b"", b""):
            new.write(part)
    status = os.stat(source)
    os.chmod(target, stat.S_IMODE(status.st_mode) | stat.S_IWUSR)
    os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))


def _entry_path(path, folder):
    if not isinstance(path, (str, bytes)):
        return None
    path = os.fsdecode(path)
    if isinstance(folder, int) and folder >= 0 and not os.path.isabs(path):
        try:
            path = os.path.join(os.readlink("/proc/self/fd/%d" % folder), path)
        except OSError:
            return None
    parent, name = os.path.split(path.rstrip(os.sep) or path)
    return os.path.join(os.path.realpath(parent), name)


def _temporary_and_cache_folders():
    for name in ("TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME", "HF_HOME", "TORCH_HOME", "MPLCONFIGDIR"):
        if os.path.isabs(os.environ.get(name, "")):
            yield os.path.realpath(os.environ[name])
    for folder in ("/tmp", "/var/tmp", "/dev", "/proc"):
        yield os.path.realpath(folder)
    home = os.path.realpath(os.path.expanduser("~"))
    for name in (".cache", ".config", ".local", ".matplotlib", ".keras", ".triton", ".nv", ".ipython", ".jupyter"):
        yield os.path.join(home, name)
