"""Which of a run's processes speaks for it: the first rank of the script, never a worker of it."""

import os
import sys

_was_forked = False


def _on_fork():
    global _was_forked
    _was_forked = True


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_on_fork)


def was_forked():
    """Whether this process is a fork of the one that the observation began in: a worker, most likely."""
    return _was_forked


def takes_part():
    """Whether this process is the script itself or one of its ranks, and so may be stopped."""
    if _was_forked:
        return False
    processes = sys.modules.get("multiprocessing.process")
    if processes is None:
        return True
    current = processes.current_process()
    if current.daemon:
        return False  # DataLoader workers and pools
    return processes.parent_process() is None or _initialized_distributed() is not None


def speaks():
    """Whether this process may write for the run."""
    return takes_part() and _rank() == 0


def _rank():
    distributed = _initialized_distributed()
    if distributed is not None:
        return distributed.get_rank()
    for name in ("RANK", "SLURM_PROCID", "OMPI_COMM_WORLD_RANK"):
        if os.environ.get(name, "").isdigit():
            return int(os.environ[name])
    return 0


def _initialized_distributed():
    distributed = sys.modules.get("torch.distributed")
    if distributed is None or not distributed.is_available() or not distributed.is_initialized():
        return None
    return distributed
