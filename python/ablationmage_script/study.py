import hashlib
import json
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

TRIALS = {}
STUDY = {}

# Which training this process is; None: the script as it was.
TRIAL = os.environ.get("ABLATION_TRIAL")
SEED_INDEX = int(os.environ.get("ABLATION_SEED_INDEX", "0"))


def ablation_command_line():
    """Does what the options ask for and ends the process; without any of them it returns, and the script runs."""
    words = sys.argv[1:]
    prefix = "--" + STUDY["option_prefix"]
    if words in (["--help"], ["-h"]):
        _print_help(prefix)
        if STUDY["reads_arguments"]:
            return
        sys.exit(0)
    if prefix + "all" in words and any(word.split("=")[0] in ("--seed", prefix + "seed") for word in words):
        sys.exit("%sall runs every seed of the study: leave --seed out" % prefix)
    trial = _take_option(words, prefix + "trial")
    takes_seed = trial is not None or STUDY["seed_option"] is None or STUDY["seed_option"][0] != "--seed"
    seed = _take_option(words, prefix + "seed") if takes_seed else None
    if prefix + "list" in words:
        _show_what_can_be_shown()
        for name, (label, _) in TRIALS.items():
            print("%-24s %s" % (name, label))
    elif prefix + "all" in words:
        _show_what_can_be_shown()
        words.remove(prefix + "all")
        sys.exit(_run_all(words))
    elif trial is not None or seed is not None:
        index = _seed_index(seed)
        sys.exit(_start(trial or "baseline", index, words))
    else:
        return
    sys.exit(0)


def _show_what_can_be_shown():
    """Labels have a minus sign, which a console of another encoding may not have."""
    sys.stdout.reconfigure(errors="replace")


def _print_help(prefix):
    """The study's own options; what the script says of its own comes after it."""
    own_seed = STUDY["seed_option"] is not None and STUDY["seed_option"][0] == "--seed"
    of_seed = "its seed, the script's --seed" if own_seed else "its seed by number; 0, the default, is the script's own"
    print("options of the ablation study:")
    print("  %-28s the trials" % (prefix + "list"))
    print("  %-28s one training; further words are arguments of the script" % (prefix + "trial NAME"))
    print("  %-28s %s" % (prefix + "seed N", of_seed))
    print("  %-28s every training, then table, plot, PDF and JSON" % (prefix + "all"))
    print("Without them the script runs as it was.\n", flush=True)


def _take_option(words, name):
    """Takes `--name value` or `--name=value` out of the words; None where it is not there."""
    for position, word in enumerate(words):
        if word.startswith(name + "="):
            return words.pop(position)[len(name) + 1 :]
        if word == name:
            if position + 1 == len(words):
                sys.exit("%s needs a value" % name)
            del words[position]
            return words.pop(position)
    return None


def _seed_index(seed):
    """`--seed` is the script's own seed where it has such an option, else the number of the study's seed."""
    if seed is None:
        return 0
    if not re.fullmatch(r"\d+", seed):
        sys.exit("--seed %s: a whole number is needed" % seed)
    option = STUDY["seed_option"]
    return int(seed) - (option[1] if option is not None and option[0] == "--seed" else 0)


def _start(trial, index, words, output=None, errors=None):
    """One training; without a trial that of the script as it was. Where trials have files of their own, each works in a
    copy of the sources, which is removed again."""
    home = os.path.dirname(os.path.abspath(__file__))
    if trial is None:
        return subprocess.run([sys.executable, os.path.join(home, STUDY["script"]), *words]).returncode
    if trial not in TRIALS:
        sys.exit("there is no trial %s; --%slist shows them" % (trial, STUDY["option_prefix"]))
    with tempfile.TemporaryDirectory() as temporary:
        directory = _copy(home, trial, os.path.join(temporary, "project")) if STUDY["trial_files"] else None
        command = _command(os.path.join(directory or home, STUDY["script"]), trial, index, words)
        environment = _environment(trial, index)
        return subprocess.run(command, cwd=directory, env=environment, stdout=output, stderr=errors).returncode


def _copy(home, trial, directory):
    """The sources as the trial has them; all else that lies beside them, or where one stands, is linked."""
    own = STUDY["trial_files"].get(trial, [])
    for name in STUDY["sources"]:
        place = os.path.join(directory, name)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        shutil.copyfile(os.path.join(home, _own_file(trial, name) if name in own else name), place)
    for folder in (home, os.getcwd()):
        _link(folder, directory)
    return directory


def _own_file(trial, name):
    return os.path.join("ablation_trials", trial, name)


def _link(folder, directory):
    for name in os.listdir(folder):
        source, place = os.path.join(folder, name), os.path.join(directory, name)
        if not os.path.lexists(place):
            os.symlink(source, place)
        elif os.path.isdir(source) and os.path.isdir(place) and not os.path.islink(place):
            _link(source, place)


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


def _run_all(words):
    """Every trial at every seed, one after the other; what an earlier call finished is not run again."""
    os.makedirs(STUDY["results"], exist_ok=True)
    values = {trial: {} for trial in TRIALS}
    failures = {trial: {} for trial in TRIALS}
    runs = [(trial, index) for index in STUDY["seeds"] for trial in TRIALS]
    started = "%s %s" % (_digest(), json.dumps(words))
    for number, (trial, index) in enumerate(runs, 1):
        name = "%02d-%s-seed%d.log" % (list(TRIALS).index(trial), re.sub(r"[^\w.-]", "-", trial)[:80], index)
        log = os.path.join(STUDY["results"], name)
        if not _is_finished(log, started):
            _run(trial, index, words, log, started)
        value, failure = _value_of(log)
        if failure is None:
            values[trial][index] = value
        else:
            failures[trial][index] = failure
        print("[%d/%d] %s, seed %d: %s" % (number, len(runs), trial, index, failure or "%s %.6g" % (STUDY["metric"], value)))
    rows = _effects(values, failures)
    _print_table(rows)
    _write_json(rows)
    _draw(rows)
    return 1 if any(failures.values()) else 0


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


def _run(trial, index, words, log, started):
    with open(log, "w") as file, open(log + ".stderr", "w") as errors:
        code = _start(trial, index, words, file, errors)
        file.write("\n# exit %d %s\n" % (code, started))


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


def _effects(values, failures):
    """Trial minus baseline, paired by seed: t-test and interval, adjusted by Holm over the trials."""
    rows = []
    is_random = any(not _is_constant(list(of_trial.values())) for of_trial in values.values())
    for trial, (label, _) in TRIALS.items():
        of_trial = values[trial]
        row = {"trial": trial, "label": label, "values": of_trial, "failures": failures[trial]}
        if of_trial:
            row["mean"] = statistics.fmean(of_trial.values())
            row["sd"] = statistics.stdev(of_trial.values()) if len(of_trial) > 1 else None
        shared = [index for index in of_trial if index in values["baseline"]] if trial != "baseline" else []
        differences = [of_trial[index] - values["baseline"][index] for index in shared]
        if differences:
            row["differences"] = differences
            row["difference"] = statistics.fmean(differences)
        if len(differences) > 1:
            row.update(_test(differences, [*of_trial.values(), *values["baseline"].values()], is_random))
        rows.append(row)
    tested = sorted((row for row in rows if "p" in row), key=lambda row: row["p"])
    adjusted, stopped = 0.0, None
    for step, row in enumerate(tested):
        adjusted = max(adjusted, min(1.0, (len(tested) - step) * row["p"]))
        if adjusted >= STUDY["alpha"] and stopped is None:
            stopped = len(tested) - step
        row["p_holm"] = adjusted
        if "error" in row:
            level = STUDY["alpha"] / (stopped or len(tested) - step)
            width = _critical_t(level, len(row["differences"]) - 1) * row["error"]
            row["interval"] = [row["difference"] - width, row["difference"] + width]
    return rows


def _test(differences, numbers, is_random):
    """The paired t-test; where all differences are equal the exact sign-flip test, and none where no seed has an effect."""
    scale = max(abs(number) for number in numbers)
    if not _is_constant(differences, scale):
        error = statistics.stdev(differences) / math.sqrt(len(differences))
        return {"error": error, "p": _t_probability(statistics.fmean(differences) / error, len(differences) - 1)}
    if not is_random:
        return {}
    return {"p": 1.0 if _is_constant([0.0, *differences], scale) else 2 / 2 ** len(differences)}


def _is_constant(numbers, scale=None):
    """Whether numbers are the same up to rounding."""
    if not numbers:
        return True
    return max(numbers) - min(numbers) <= 1e-12 * (scale if scale is not None else max(map(abs, numbers)))


def _t_probability(t, degrees):
    """Two-sided p of Student's t, by the incomplete beta function (Numerical Recipes, section 6.4)."""
    return _incomplete_beta(degrees / 2, 0.5, degrees / (degrees + t * t))


def _critical_t(alpha, degrees):
    low, high = 0.0, 1.0
    while _t_probability(high, degrees) > alpha:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if _t_probability(middle, degrees) > alpha else (low, middle)
    return (low + high) / 2


def _incomplete_beta(a, b, x):
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(b, a, 1 - x)
    front = math.exp(a * math.log(x) + b * math.log(1 - x) + math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)) / a
    tiny, c, d, fraction = 1e-300, 1.0, 0.0, 1.0
    for step in range(500):
        half = step // 2
        if step == 0:
            factor = 1.0
        elif step % 2 == 0:
            factor = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        else:
            factor = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        d = 1 / (1 + factor * d or tiny)
        c = 1 + factor / c or tiny
        fraction *= c * d
        if step > 0 and abs(1 - c * d) < 1e-15:
            break
    return front * (fraction - 1)


def _print_table(rows):
    arrow = {"higher": "higher is better", "lower": "lower is better"}[STUDY["better"]]
    print("\n%s (%s), mean and standard deviation over the seeds\n" % (STUDY["metric"], arrow))
    for row in rows:
        print(_line_of(row))
    print("\nDifference to the baseline, paired by seed; paired t-test, Holm-adjusted over the trials.")
    print("The intervals are widened to match: they exclude 0 just where p < %g." % STUDY["alpha"])


def _line_of(row):
    if "mean" not in row:
        return "%-26s %s" % (row["label"], next(iter(row["failures"].values()), "not run"))
    cells = "%-26s %10.4f" % (row["label"], row["mean"])
    cells += " ± %-8.4f" % row["sd"] if row["sd"] is not None else " " * 11
    if "difference" in row:
        cells += " %+9.4f" % row["difference"]
    if "interval" in row:
        cells += "  [%+.4f, %+.4f]" % tuple(row["interval"])
    if "p_holm" in row:
        cells += "  p = %.3f" % row["p_holm"]
    missing = len(row["failures"])
    return cells + ("  (%d of %d failed)" % (missing, missing + len(row["values"])) if missing else "")


def _write_json(rows):
    path = os.path.join(STUDY["results"], "results.json")
    with open(path, "w") as file:
        study = {name: STUDY[name] for name in ("script", "metric", "better", "seeds", "alpha")}
        study.update(test="paired t-test, Holm-adjusted over the trials", python=sys.version.split()[0])
        json.dump({**study, "rows": rows}, file, indent=1)
    print("\n%s" % path)


def _draw(rows):
    """The differences with their intervals and seeds: a picture, and a PDF with the table."""
    try:
        import matplotlib
    except ImportError:
        print("matplotlib is not installed: no plot and no PDF")
        return
    matplotlib.use("Agg")
    from matplotlib import pyplot
    from matplotlib.backends.backend_pdf import PdfPages

    shown = sorted((row for row in rows if "difference" in row), key=lambda row: row["difference"], reverse=True)
    figure, axes = pyplot.subplots(figsize=(6.4, 1.6 + 0.35 * len(shown)), layout="constrained")
    axes.axvline(0, color="#555555", linewidth=1)
    for height, row in enumerate(shown):
        axes.plot(row["differences"], [height] * len(row["differences"]), "o", color="#0072B2", alpha=0.35, markersize=4)
        if "interval" in row:
            axes.plot(row["interval"], [height] * 2, color="#0072B2", linewidth=1.5)
        axes.plot([row["difference"]], [height], "D", color="#0072B2", markersize=6)
    axes.set_yticks(range(len(shown)), [row["label"] for row in shown])
    axes.set_xlabel("difference in %s to the baseline (%s is better)" % (STUDY["metric"], STUDY["better"]))
    figure.savefig(os.path.join(STUDY["results"], "effects.png"), dpi=200)
    path = os.path.join(STUDY["results"], "results.pdf")
    with PdfPages(path) as pdf:
        pdf.savefig(figure)
        page = pyplot.figure(figsize=(8.3, 1.5 + 0.22 * len(rows)))
        title = "%s: mean, standard deviation, difference, interval and p" % STUDY["metric"]
        lines = [title, ""] + [_line_of(row) for row in rows]
        page.text(0.04, 0.96, "\n".join(lines), va="top", family="monospace", fontsize=7)
        pdf.savefig(page)
    pyplot.close("all")
    print(path)
