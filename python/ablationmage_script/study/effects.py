import math
import statistics


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
