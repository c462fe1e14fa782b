"""Takes requests, forks, and tells how the children ended."""

import ctypes
import os
import select
import signal
import sys

from ablationmage_probe.fork_server import channel
from ablationmage_probe.fork_server.ending import take_charge
from ablationmage_probe.fork_server.preload import preload, why_unfit
from ablationmage_probe.fork_server.search_path import own_folders
from ablationmage_probe.fork_server.shadowed import find_settings, find_shadowed
from ablationmage_probe.settings import is_within

RUN_ID = "ABLATIONMAGE_RUN_ID"

#: Where this process's environment keeps the id; the address is the same in every child.
run_id_address = None
#: Variables that the start of Python and libraries set, while they were imported; bytes.
set_since_start = {}
_children = {}
_wakeup = None


def serve(startup_modules):
    """Serves until the study is gone, and returns None then; in a forked child it returns the run's request."""
    global run_id_address
    if os.environ.get(RUN_ID, "").strip("0-") != "":
        sys.exit("This process is a run that executed the command of its fork server again; --no-fork-server lets it execute its own.")
    libc = ctypes.CDLL(None)
    libc.getenv.restype = ctypes.c_void_p
    run_id_address = libc.getenv(RUN_ID.encode())
    take_charge()
    _watch_children()
    request = _loop(startup_modules)
    if request is None:
        _end_children()
    return request


def _watch_children():
    """SIGCHLD wakes the loop up; all of it is undone in a child."""
    global _wakeup
    _wakeup = os.pipe()
    for end in _wakeup:
        os.set_blocking(end, False)
    signal.set_wakeup_fd(_wakeup[1], warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda _number, _frame: None)


def _loop(startup_modules):
    shadowable = frozenset()
    while True:
        readable, _, _ = select.select([channel.REQUESTS, _wakeup[0]], [], [])
        if _wakeup[0] in readable:
            _drain(_wakeup[0])
        _reap()
        if channel.REQUESTS not in readable:
            continue
        requests = channel.read_requests()
        if requests is None:
            return None
        for request in requests:
            if "import" in request:
                reason = preload(request["import"]) or why_unfit(request["projectRoots"]) or _note_environment()
                channel.answer(**{"ready": True} if reason is None else {"unfit": reason})
                shadowable = {name.partition(".")[0] for name in set(sys.modules) - startup_modules}
            elif _start(request, shadowable):
                return request


def _note_environment():
    """Notes what was set since this process was started; why no run can have the same, or None."""
    with open("/proc/self/environ", "rb") as file:
        given = set(file.read().split(b"\0"))
    set_since_start.clear()
    for name, value in os.environb.items():
        if name + b"=" + value in given:
            continue
        if _is_temporary(value):
            return "the imports set %s to a temporary folder of one process" % os.fsdecode(name)
        if os.getcwdb() in value:
            return "the start of Python sets %s to a path in the working directory" % os.fsdecode(name)
        set_since_start[name] = value
    return None


def _is_temporary(value):
    """Whether a library made it for its own process, whose end removes it (Matplotlib, where the home cannot be written)."""
    tempfile = sys.modules.get("tempfile")
    return tempfile is not None and is_within(os.fsdecode(value), tempfile.gettempdir()) and os.path.exists(value)


def _start(request, shadowable):
    """Whether this process is the child now."""
    reason = _why_not(request, shadowable)
    if reason is not None:
        channel.answer(id=request["id"], refused=reason)
        return False
    sys.stdout.flush()
    sys.stderr.flush()
    told, tell = os.pipe()
    server = os.getpid()
    try:
        pid = os.fork()
    except OSError as problem:
        os.close(told)
        os.close(tell)
        channel.answer(id=request["id"], refused="fork failed: %s" % problem.strerror)
        return False
    if pid == 0:
        os.close(told)
        _leave_the_server(request, server, tell)
        return True
    os.close(tell)
    # Nothing comes: the child closes its end when it can be found as a process of its run.
    os.read(told, 1)
    os.close(told)
    _children[pid] = request["id"]
    channel.answer(id=request["id"], pid=pid)
    return False


def _why_not(request, shadowable):
    threads = len(os.listdir("/proc/self/task"))
    if threads > 1:
        return "the server has %d threads" % threads
    name = find_settings(request["workingDirectory"])
    if name is not None:
        return "%s changes how libraries are imported" % name
    served = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    name = find_shadowed([folder for folder in own_folders(request) if folder not in served], shadowable)
    return None if name is None else "%s lies in a folder of the run, and was imported from elsewhere" % name


def _leave_the_server(request, server, tell):
    os.setsid()
    # Processes of a run are found by their environment; a fork without exec would show the server's.
    run_id = request["environment"][RUN_ID].encode()
    ctypes.memmove(run_id_address, run_id, len(run_id))
    _die_with(server)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for end in _wakeup:
        os.close(end)
    channel.close()
    os.close(tell)


def _die_with(parent):
    set_death_signal = 1
    ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)  # It was gone before.


def _reap():
    while _children:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        if pid in _children:
            channel.answer(id=_children.pop(pid), status=status)


def _end_children():
    for pid in _children:
        try:
            os.killpg(pid, signal.SIGKILL)
        except OSError:
            pass


def _drain(descriptor):
    try:
        while os.read(descriptor, 512):
            pass
    except BlockingIOError:
        pass
