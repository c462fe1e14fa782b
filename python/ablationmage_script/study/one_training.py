import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile


class _Terminated(KeyboardInterrupt):
    """SIGTERM, which came to this process and not to what it started."""


def _on_termination(number, frame):
    raise _Terminated


class _StopsHeld:
    """What stops this process waits for what may not be done by halves: a folder made, a process started. A process
    that was about to start may not have heard of it, therefore it is told."""

    def __enter__(self):
        self._came = False
        # One that is ignored is so by a training too, which would not inherit it from here.
        heard = [number for number in (signal.SIGINT, signal.SIGTERM) if callable(signal.getsignal(number))]
        self._former = {number: signal.signal(number, self._hold) for number in heard}

    def _hold(self, number, frame):
        self._came = True

    def __exit__(self, *_):
        for number, former in self._former.items():
            signal.signal(number, former)
        if self._came:
            raise _Terminated


def _end_as(train, *arguments):
    """Ends the process as what it is to do ends, and where it is stopped in the same way."""
    signal.signal(signal.SIGTERM, _on_termination)
    try:
        sys.exit(train(*arguments))
    except KeyboardInterrupt:
        sys.exit(130)


def _start(trial, index, words):
    """The script as it was, or one training whose files are kept; returns the exit code."""
    if trial is None:
        home = os.path.dirname(os.path.abspath(__file__))
        return _exit_code([sys.executable, os.path.join(home, STUDY["script"]), *words])
    if trial not in TRIALS:
        sys.exit("there is no trial %s; --%slist shows them" % (trial, STUDY["option_prefix"]))
    directory = copy = None
    try:
        with _StopsHeld():
            directory = _temporary_folder()
        copy = _working_copy(trial, words, directory)
        _say_what_is_left_out(copy)
        return _train(trial, index, words, copy, None, None)
    finally:
        if copy is None or _keep(copy, os.path.join(STUDY["results"], _name_of_training(trial, index))):
            _remove_folder(directory)


def _name_of_training(trial, index):
    return "%02d-%s-seed%d" % (list(TRIALS).index(trial), re.sub(r"[^\w.-]", "-", trial)[:80], index)


def _temporary_folder():
    """Among the results, where there is room for what a training writes."""
    results = os.path.abspath(STUDY["results"])
    try:
        os.makedirs(results, exist_ok=True)
        return tempfile.mkdtemp(prefix="training-", dir=results)
    except OSError as problem:
        sys.exit("%s: %s. Call it from a folder that can be written." % (results, problem.strerror))


def _remove_folder(directory):
    if directory is not None:
        shutil.rmtree(directory, ignore_errors=True)


def _working_copy(trial, words, directory):
    try:
        return _WorkingCopy(trial, words, directory)
    except OSError as problem:
        sys.exit("no working copy could be made: %s" % problem)


def _say_what_is_left_out(copy):
    names = sorted(copy.left_out)
    if names:
        more = " and %d more" % (len(names) - 10) if len(names) > 10 else ""
        shown = ", ".join(names[:10]) + more
        sys.stderr.write("not in the working copies, since trainings may have left it: %s\n" % shown)


def _train(trial, index, words, copy, output, errors):
    command, environment = _command(copy.script, trial, index, words), _environment(trial, index, copy.project)
    code = _exit_code(command, cwd=copy.project, env=environment, stdout=output, stderr=errors)
    changed = copy.changed()
    if changed:
        sys.stderr.write("changed meanwhile: %s; if the training did it, others find it so\n" % ", ".join(changed))
    return code


def _exit_code(command, **options):
    """Waits for the end, also where it is to stop: it may have something to save."""
    process = None
    try:
        with _StopsHeld():
            process = subprocess.Popen(command, **options)
        return process.wait()
    except KeyboardInterrupt as stop:
        if process is not None:
            # Ctrl-C came to the training as well.
            if isinstance(stop, _Terminated):
                process.terminate()
            process.wait()
        raise


def _keep(copy, folder):
    """Moves what a training wrote out of its working copy, into a folder that is not there yet. Returns whether all of
    it was moved; else the copy has to stay."""
    written = list(copy.written())
    try:
        target = _new_folder(folder) if written else folder
        for place in written:
            inside = os.path.relpath(place, copy.project)
            if inside.startswith(os.pardir):
                inside = re.sub(r"^.*folder-above-(\d+)", r"above-\1", os.path.relpath(place, copy.directory))
            os.makedirs(os.path.dirname(os.path.join(target, inside)), exist_ok=True)
            os.replace(place, os.path.join(target, inside))
    except OSError as problem:
        sys.stderr.write("what it wrote could not be moved and is in %s: %s\n" % (copy.project, problem))
        return False
    if written:
        sys.stderr.write("what it wrote: %s\n" % target)
    return True


def _new_folder(folder):
    """The folder, or one with a number behind its name where another training has it."""
    number = 1
    while True:
        path = folder if number == 1 else "%s-%d" % (folder, number)
        try:
            os.mkdir(path)
            return path
        except FileExistsError:
            number += 1


def _command(script, trial, index, words):
    seed = []
    if STUDY["seed_option"] is not None and index != 0:
        option, first, separator = STUDY["seed_option"]
        seed = [option, str(first + index)] if separator == " " else ["%s=%d" % (option, first + index)]
    known = {"{python}": sys.executable, "{script}": script}
    command = [known.get(word, word) for word in STUDY["command"]]
    return command + TRIALS[trial][1] + seed + words


def _environment(trial, index, project):
    """As in the study, which leaves the caller's own choice where it is one; the number of threads is that of the study."""
    threads = {name: str(STUDY["threads"]) for name in STUDY["thread_variables"]}
    chosen = {"ABLATION_TRIAL": trial, "ABLATION_SEED_INDEX": str(index), "PWD": project}
    path = _search_path(project)
    if path:
        chosen["PYTHONPATH"] = os.pathsep.join(path)
    return {**STUDY["default_variables"], **os.environ, **STUDY["fixed_variables"], **threads, **chosen}


def _search_path(project):
    """The sources of the copy come first: those of an installed project, or where PYTHONPATH led, know no trials."""
    found = [os.path.join(project, root) for root in STUDY["import_roots"]]
    for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep):
        inside = [os.path.relpath(os.path.realpath(entry), folder) for folder in _places() if os.path.isabs(entry)]
        inside = [path for path in inside if path.split(os.sep)[0] != os.pardir]
        found.append(os.path.join(project, inside[0]) if inside else entry)
    return [entry for entry in found if entry]
