"""What the study told the probe, through environment variables."""

import os
import sys
from time import perf_counter


class Settings:
    """The folders of this run and its seed; paths as given, and with symbolic links resolved."""

    def __init__(self, report_folder, workspace, project, writable, seed, started_ms):
        self.report_folder = report_folder
        self.workspace = workspace
        self.project = project
        self.seed = seed
        self.started_ms = started_ms
        #: `smoke`, `fingerprint`, or `steps` where no more than their number is of interest.
        self.observe = "steps"
        self.observed_steps = 2
        self.traces_functions = False
        #: When this process began, near enough; by `perf_counter`.
        self.started = perf_counter()
        self.real_workspace = os.path.realpath(workspace)
        self.real_project = os.path.realpath(project)
        # An environment that lies in the project brings its own standard library; the probe may lie there too.
        self._environments = [
            prefix for prefix in (sys.prefix, sys.base_prefix) if prefix != project and is_within(prefix, project)
        ] + [os.path.dirname(os.path.abspath(__file__))]
        self.real_writable = [os.path.realpath(folder) for folder in [workspace, report_folder] + writable]

    def locate(self, path):
        """`(root, rest)` of an absolute path in the workspace or the project as they were given, else None.

        Libraries of a virtual environment that lies in the project are not the user's files.
        """
        for root, prefix in (
            (self.workspace, self.workspace),
            (self.workspace, self.real_workspace),
            (self.project, self.project),
            (self.project, self.real_project),
        ):
            if is_within(path, prefix):
                rest = path[len(prefix) + 1 :]
                is_library = is_library_part(rest) or any(is_within(path, prefix) for prefix in self._environments)
                return None if is_library else (root, rest)
        return None

    def locate_code(self, code):
        """`(root, rest)` of the user's file that a code object comes from; None for `<string>` and libraries."""
        if code.co_filename.startswith("<"):
            return None
        return self.locate(os.path.abspath(code.co_filename))


def read_settings(environ):
    """The settings of this process; the caller has seen that it belongs to a run."""
    settings = Settings(
        environ["ABLATIONMAGE_PROBE_REPORT"],
        environ["ABLATIONMAGE_PROBE_WORKSPACE"],
        environ["ABLATIONMAGE_PROBE_PROJECT"],
        [folder for folder in environ.get("ABLATIONMAGE_PROBE_WRITABLE", "").split(os.pathsep) if folder],
        int(environ["ABLATIONMAGE_PROBE_SEED"]),
        float(environ["ABLATIONMAGE_PROBE_STARTED_MS"]),
    )
    if environ.get("ABLATIONMAGE_PROBE_OBSERVE") in ("smoke", "fingerprint"):
        settings.observe = environ["ABLATIONMAGE_PROBE_OBSERVE"]
    settings.observed_steps = max(1, int(environ.get("ABLATIONMAGE_PROBE_STEPS") or 2))
    settings.traces_functions = environ.get("ABLATIONMAGE_PROBE_TRACE") == "1"
    return settings


def is_within(path, folder):
    """Whether an absolute path is the folder or below it."""
    return path == folder or path.startswith(folder if folder.endswith(os.sep) else folder + os.sep)


def is_library_part(path):
    """Whether a path lies among installed packages."""
    return "site-packages" + os.sep in path or "dist-packages" + os.sep in path
