"""Writes `fingerprint.json` into the report folder, whole or not at all."""

import json
import os

from ablationmage_probe import report


def write_fingerprint(folder, content, is_certain):
    """The first process that is certain to be the training one has the file to itself; before it, the last wins."""
    was_active = getattr(report.inside, "active", False)
    report.inside.active = True
    try:
        if not _may_write(os.path.join(folder, "fingerprint.writer"), is_certain):
            return
        path = os.path.join(folder, "fingerprint.json")
        unfinished = "%s.%d" % (path, os.getpid())
        with open(unfinished, "w", encoding="ascii") as file:
            json.dump(content, file)
        os.replace(unfinished, path)
    finally:
        report.inside.active = was_active


def _may_write(claim, is_certain):
    pid = str(os.getpid())
    if is_certain:
        try:
            with open(claim, "x", encoding="ascii") as file:
                file.write(pid)
            return True
        except FileExistsError:
            pass
    try:
        with open(claim, encoding="ascii") as file:
            return file.read() == pid
    except FileNotFoundError:
        return True
