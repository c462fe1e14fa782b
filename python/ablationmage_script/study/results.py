import json
import os
import sys


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
