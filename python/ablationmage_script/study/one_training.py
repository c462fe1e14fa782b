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


def _start(trial, index, words):
    """The script as it was, or one training whose files are kept; returns the exit code."""
    if trial is None:
        home = os.path.dirname(os.path.abspath(__file__))
        return subprocess.run([sys.executable, os.path.join(home, STUDY["script"]), *words]).returncode
    if trial not in TRIALS:
        sys.exit("there is no trial %s; --%slist shows them" % (trial, STUDY["option_prefix"]))
    return _train(trial, index, words, kept=os.path.join(STUDY["results"], _name_of_training(trial, index)))


def _name_of_training(trial, index):
    return "%02d-%s-seed%d" % (list(TRIALS).index(trial), re.sub(r"[^\w.-]", "-", trial)[:80], index)


def _train(trial, index, words, output=None, errors=None, kept=None, tells=True):
    """One training in a working copy that is removed again, so that none finds what another left. Where they are to be
    kept, the files it wrote go into a folder beside the results. `tells`: whether it says what is not in the copy."""
    signal.signal(signal.SIGTERM, _on_termination)
    temporary = _temporary_folder()
    try:
        project, script, files, left = _working_copy(trial, words, temporary)
        if left and tells:
            sys.stderr.write("not in the working copies, since trainings may have left it: %s\n" % ", ".join(left))
        command, environment = _command(script, trial, index, words), _environment(trial, index, project)
        try:
            code = _exit_code(command, project, environment, output, errors)
        finally:
            if kept is not None:
                _keep(temporary, project, files, kept)
        links = {place: state for place, state in files.items() if state is not None and os.path.islink(place)}
        changed = [place for place, state in links.items() if _state(place) != state]
        if changed:
            names = ", ".join(os.path.realpath(place) for place in changed)
            sys.stderr.write("changed meanwhile: %s; if the training did it, others find it so\n" % names)
        return code
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
        try:
            os.rmdir(STUDY["results"])
        except OSError:
            pass  # There are results in it.


def _temporary_folder():
    """Among the results, where there is room for what a training writes."""
    results = os.path.abspath(STUDY["results"])
    try:
        os.makedirs(results, exist_ok=True)
        return tempfile.mkdtemp(prefix="training-", dir=results)
    except OSError as problem:
        sys.exit("%s: %s. Call it from a folder that can be written." % (results, problem.strerror))


def _exit_code(command, directory, environment, output, errors):
    """Waits for the end, also where it is to stop: it may have something to save."""
    process = subprocess.Popen(command, cwd=directory, env=environment, stdout=output, stderr=errors)
    try:
        return process.wait()
    except KeyboardInterrupt as stop:
        # Ctrl-C came to the training as well.
        if isinstance(stop, _Terminated):
            process.terminate()
        process.wait()
        raise


def _keep(temporary, project, files, folder):
    """Moves what a training wrote or changed out of its working copy, into a folder that is not there yet."""
    written = []
    for directory, folders, names in os.walk(temporary):
        for place in [os.path.join(directory, name) for name in folders + names]:
            if os.path.islink(place):
                is_written = place not in files
            else:
                is_written = os.path.isfile(place) and _state(place) != files.get(place)
            if is_written:
                written.append(place)
    number = 1
    while os.path.lexists(folder if number == 1 else "%s-%d" % (folder, number)):
        number += 1
    target = folder if number == 1 else "%s-%d" % (folder, number)
    for place in written:
        inside = os.path.relpath(place, project)
        if inside.startswith(os.pardir):
            inside = re.sub(r"^.*folder-above-(\d+)", r"above-\1", os.path.relpath(place, temporary))
        os.makedirs(os.path.dirname(os.path.join(target, inside)), exist_ok=True)
        os.replace(place, os.path.join(target, inside))
    if written:
        sys.stderr.write("what it wrote: %s\n" % target)


def _state(file):
    try:
        status = os.stat(file)
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


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
        inside = [path for path in inside if not path.startswith(os.pardir)]
        found.append(os.path.join(project, inside[0]) if inside else entry)
    return [entry for entry in found if entry]
