import os
import re
import shutil
import subprocess
import sys
import tempfile


def _start(trial, index, words):
    """The script as it was, or one training whose files are kept; returns the exit code."""
    if trial is None:
        home = os.path.dirname(os.path.abspath(__file__))
        return subprocess.run([sys.executable, os.path.join(home, STUDY["script"]), *words]).returncode
    if trial not in TRIALS:
        sys.exit("there is no trial %s; --%slist shows them" % (trial, STUDY["option_prefix"]))
    return _train(trial, index, words, None, sys.stderr, _name_of_training(trial, index))


def _name_of_training(trial, index):
    return "%02d-%s-seed%d" % (list(TRIALS).index(trial), re.sub(r"[^\w.-]", "-", trial)[:80], index)


def _train(trial, index, words, output, errors, kept=None):
    """One training in a working copy that is removed again, so that none finds what another left. Where they are to be
    kept, the files it wrote there go into a folder beside the results."""
    os.makedirs(STUDY["results"], exist_ok=True)
    temporary = tempfile.mkdtemp(prefix="training-", dir=os.path.abspath(STUDY["results"]))
    try:
        project, script, files = _working_copy(trial, temporary)
        command = _command(script, trial, index, words)
        environment = {**_environment(trial, index), "PWD": project}
        code = subprocess.run(command, cwd=project, env=environment, stdout=output, stderr=errors).returncode
        for place, state in files.items():
            if os.path.islink(place) and _state(place) != state:
                errors.write("it changed %s, which other trainings find so\n" % os.path.realpath(place))
                code = code or 1
        if kept is not None and _keep(project, files, os.path.join(STUDY["results"], kept)):
            errors.write("what it wrote: %s\n" % os.path.join(STUDY["results"], kept))
        return code
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
        if not os.listdir(STUDY["results"]):
            os.rmdir(STUDY["results"])


def _keep(project, files, folder):
    """Moves what a training wrote or changed out of its working copy; returns whether that was anything."""
    written = []
    for directory, _, names in os.walk(project):
        places = [os.path.join(directory, name) for name in names]
        written += [place for place in places if not os.path.islink(place) and _state(place) != files.get(place)]
    for place in written:
        target = os.path.join(folder, os.path.relpath(place, project))
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.replace(place, target)
    return bool(written)


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


def _environment(trial, index):
    """As in the study, which leaves the caller's own choice where it is one; the number of threads is that of the study."""
    threads = {name: str(STUDY["threads"]) for name in STUDY["thread_variables"]}
    chosen = {"ABLATION_TRIAL": trial, "ABLATION_SEED_INDEX": str(index)}
    return {**STUDY["default_variables"], **os.environ, **STUDY["fixed_variables"], **threads, **chosen}
