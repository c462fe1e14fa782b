import hashlib
import json
import math
import os
import re
import sys


def _run_all(words):
    """Every trial at every seed, one after the other; what an earlier call finished is not run again."""
    values = {trial: {} for trial in TRIALS}
    failures = {trial: {} for trial in TRIALS}
    runs = [(trial, index) for index in STUDY["seeds"] for trial in TRIALS]
    try:
        for number, (trial, index, value, failure) in enumerate(_results_of(runs, words), 1):
            if failure is None:
                values[trial][index] = value
            else:
                failures[trial][index] = failure
            said = failure or "%s %.6g" % (STUDY["metric"], value)
            print("[%d/%d] %s, seed %d: %s" % (number, len(runs), trial, index, said), flush=True)
    except KeyboardInterrupt:
        sys.stderr.write("stopped; --%sall goes on where it was\n" % STUDY["option_prefix"])
        raise
    rows = _effects(values, failures)
    _print_table(rows)
    _write_json(rows)
    _draw(rows)
    return 1 if any(failures.values()) else 0


def _results_of(runs, words):
    """Of each run its value, or why it has none."""
    started, is_first = "%s %s" % (_digest(), json.dumps(words)), True
    for trial, index in runs:
        log = os.path.join(STUDY["results"], _name_of_training(trial, index) + ".log")
        if _is_finished(log, started):
            value, failure = _value_of(log)
        else:
            directory = None
            try:
                with _StopsHeld():
                    directory = _temporary_folder()
                copy = _working_copy(trial, words, directory)
                if is_first:
                    _say_what_is_left_out(copy)
                value, failure = _run(trial, index, words, copy, log, started)
            finally:
                _remove_folder(directory)
            is_first = False
        yield trial, index, value, failure


def _digest():
    """Of everything that is executed: what other sources gave is not taken for what these give."""
    home = os.path.dirname(os.path.abspath(__file__))
    own = [_own_file(trial, name) for trial, names in STUDY["trial_files"].items() for name in names]
    digest = hashlib.sha256()
    for name in [os.path.basename(__file__), *STUDY["sources"], *own]:
        with open(os.path.join(home, name), "rb") as file:
            digest.update(hashlib.sha256(file.read()).digest())
    return digest.hexdigest()[:16]


def _is_finished(log, started):
    """The last line of a log says how the run ended, of which sources it was, and with which further arguments."""
    return os.path.exists(log) and _read(log).rstrip("\n").rpartition("\n")[2] == "# exit 0 %s" % started


def _run(trial, index, words, copy, log, started):
    """Trains, and reads the metric before the log gets its name: another call may put its own there."""
    own = "%s.%d" % (log, os.getpid())
    try:
        with open(own, "w") as file, open(own + ".stderr", "w") as errors:
            code = _train(trial, index, words, copy, file, errors)
            if "%s %s" % (_digest(), json.dumps(words)) != started:
                sys.exit("the sources changed since the first training: call it again")
            file.write("\n# exit %d %s\n" % (code, started))
        value, failure = _value_of(own)
        _remove(log)
        os.replace(own + ".stderr", log + ".stderr")
        os.replace(own, log)
        return value, failure and failure.replace(own, log)
    finally:
        _remove(own)
        _remove(own + ".stderr")


def _remove(file):
    if os.path.exists(file):
        os.remove(file)


def _read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def _value_of(log):
    """The metric of a run, or why there is none: a failure is never a number."""
    output, _, end = _read(log).rstrip("\n").rpartition("\n")
    # What the script was started with stands in the last line: no number of its own.
    said = {"stdout": output, "stderr": _read(log + ".stderr")}
    if not end.startswith("# exit 0 "):
        lines = [line for line in said["stderr"].splitlines() if line.strip()]
        return None, "failed: %s (%s)" % (lines[-1] if lines else "it said nothing on stderr", log)
    found = [float(number) for number in re.findall(STUDY["pattern"], said[STUDY["stream"]], re.M)]
    if STUDY["best_by"] is not None:
        by = [float(number) for number in re.findall(STUDY["best_by"]["pattern"], said[STUDY["best_by"]["stream"]], re.M)]
        pairs = [pair for pair in zip(by, found) if math.isfinite(pair[0])]
        best = max if STUDY["best_by"]["better"] == "higher" else min
        found = [best(pairs, key=lambda pair: pair[0])[1]] if pairs else []
    if not found:
        return None, "no %s in %s" % (STUDY["metric"], log)
    if not math.isfinite(found[-1]):
        return None, "diverged: %s is %s" % (STUDY["metric"], found[-1])
    return found[-1], None
