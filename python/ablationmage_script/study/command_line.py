import os
import re
import signal
import sys

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
        _end_as(_run_all, words)
    elif trial is not None or seed is not None:
        _end_as(_start, trial or "baseline", _seed_index(seed), words)
    else:
        return
    sys.exit(0)


def _show_what_can_be_shown():
    """Labels have a minus sign, which a console of another encoding may not have; a reader may have seen enough."""
    sys.stdout.reconfigure(errors="replace")
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


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
