"""Appends what was seen to this process's own file, one JSON object per line.

The file is opened anew for every line: a line is out when it is written, so `kill -9` loses nothing,
a forked child gets its own file, and a script that closes all descriptors closes none of ours.
"""

import os
import sys
import time
from _thread import _local

_folder = None
_process_written = set()
_problems = set()
#: `active` is set while the probe itself works, so that its own file accesses are not taken for the user's.
inside = _local()


def start(folder):
    """Names the folder that holds the files of all processes of this run."""
    global _folder
    _folder = folder


def write_process():
    """Says that this process exists; every other line of it comes after this one."""
    _append(os.getpid(), _process_fields())


def write(kind, **fields):
    """Appends one record. Values are strings, numbers, booleans or None."""
    pid = os.getpid()
    if pid not in _process_written:
        _append(pid, _process_fields())
    _append(pid, dict(fields, kind=kind))


def write_problem(where, problem):
    """Records that the probe itself failed somewhere; once per place and kind of problem."""
    key = (where, type(problem).__name__)
    if key in _problems:
        return
    _problems.add(key)
    try:
        write("note", text="The probe could not observe %s: %s: %s" % (where, key[1], str(problem)[:200]))
    except Exception:
        pass


def _process_fields():
    version = ".".join(str(part) for part in sys.version_info[:3])
    return {"kind": "process", "parent": os.getppid(), "python": version, "executable": sys.executable or ""}


def _append(pid, fields):
    members = ['"pid":%d' % pid, '"at":%r' % time.time()]
    members += ['"%s":%s' % (name, _json(value)) for name, value in fields.items()]
    line = ("{" + ",".join(members) + "}\n").encode("ascii")
    was_active = getattr(inside, "active", False)
    inside.active = True
    try:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        descriptor = os.open(os.path.join(_folder, "%d.jsonl" % pid), flags, 0o666)
        try:
            os.write(descriptor, line)
        finally:
            os.close(descriptor)
        _process_written.add(pid)
    finally:
        inside.active = was_active


def _json(value):
    # The json module would cost more at start-up than all the rest of the probe.
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value) if value - value == 0 else '"%r"' % value
    if isinstance(value, int):
        return "%d" % value
    return '"%s"' % "".join(_json_character(character) for character in value)


def _json_character(character):
    code = ord(character)
    if character in '"\\':
        return "\\" + character
    if 32 <= code < 127:
        return character
    if code > 0xFFFF:
        code -= 0x10000
        return "\\u%04x\\u%04x" % (0xD800 + (code >> 10), 0xDC00 + (code & 0x3FF))
    return "\\u%04x" % code
