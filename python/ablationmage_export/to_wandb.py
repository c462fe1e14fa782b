"""W&B offline runs, which `wandb sync` uploads when the user says so."""

import hashlib
import os
from typing import Any, Dict, List

#: What the user chose for W&B holds for runs of their own, not for these; but for where its files lie.
_KEPT = {"WANDB_DATA_DIR", "WANDB_CACHE_DIR", "WANDB_CONFIG_DIR", "WANDB_ENTITY", "WANDB_BASE_URL"}


def _settle_environment() -> None:
    """Before W&B is imported: offline, silent, and nothing of this machine, which is not what the runs ran on."""
    for name in [name for name in os.environ if name.startswith("WANDB_") and name not in _KEPT]:
        del os.environ[name]
    os.environ.update(
        WANDB_MODE="offline",
        WANDB_ERROR_REPORTING="false",
        WANDB_SILENT="true",
        WANDB_CONSOLE="off",
        WANDB_DISABLE_CODE="true",
        WANDB_DISABLE_GIT="true",
        WANDB_X_DISABLE_STATS="true",
        WANDB_X_DISABLE_META="true",
        WANDB_X_DISABLE_MACHINE_INFO="true",
        WANDB_X_SAVE_REQUIREMENTS="false",
    )


_settle_environment()

import wandb  # noqa: E402

from .document import Document, Run, Written  # noqa: E402
from .names import distinct_names, shortened  # noqa: E402

_LONGEST_NAME = 128
_SUMMARY = "summary"


def write(document: Document, destination: str, final: str) -> Written:
    """One offline run per run of the study, and one with the tables."""
    # W&B names the folder itself.
    parent = os.path.dirname(destination)
    project = _project(document["study"])
    names = _metric_names(document)
    for run in document["runs"]:
        _write_run(run, parent, project, names)
    _write_summary(document, parent, project)
    _remove_links(destination)
    return Written(wandb.__version__, _notes(document, project, names))


def _write_run(run: Run, parent: str, project: str, names: Dict[str, str]) -> None:
    failure = run.get("failure")
    with_reason = {} if failure is None else {"notes": failure}
    started = _start(
        parent,
        project,
        run["id"],
        run["name"],
        group=shortened(run["group"], _LONGEST_NAME),
        job_type="trial",
        tags=run["labels"],
        config={**run["parameters"], **run["provenance"], **run["tags"]},
        **with_reason,
    )
    for step, values in sorted(_by_step(run, names).items()):
        started.log(values, step=step)
    started.summary.update({names[value["name"]]: value["value"] for value in run["values"]})
    started.finish(exit_code=0 if failure is None else 1)


def _write_summary(document: Document, parent: str, project: str) -> None:
    summary = document["summary"]
    identity = "{} {}".format(document["study"], document["startedAtMs"]).encode("utf-8")
    started = _start(
        parent,
        project,
        hashlib.sha256(identity).hexdigest()[:16],
        _SUMMARY,
        job_type="summary",
        tags=["summary"],
        config={**summary["parameters"], **summary["tags"]},
        notes=summary["markdown"],
    )
    tables = {
        table["name"]: wandb.Table(columns=[*table["columns"]], data=table["rows"], allow_mixed_types=True)
        for table in summary["tables"]
    }
    started.log(tables)
    started.summary.update({value["name"]: value["value"] for value in summary["values"]})
    started.finish(exit_code=0)


def _start(parent: str, project: str, identity: str, name: str, **rest: Any) -> Any:
    return wandb.init(
        mode="offline",
        dir=parent,
        project=project,
        id=identity,
        name=shortened(name, _LONGEST_NAME),
        **rest,
    )


def _by_step(run: Run, names: Dict[str, str]) -> Dict[int, Dict[str, float]]:
    """W&B takes all values of a step at once, steps ascending."""
    rows: Dict[int, Dict[str, float]] = {}
    for series in run["series"]:
        for point in series["points"]:
            rows.setdefault(point["step"], {})[names[series["name"]]] = point["value"]
    return rows


def _project(study: str) -> str:
    return shortened("".join("_" if character in "/\\#?%:" else character for character in study), _LONGEST_NAME)


def _metric_names(document: Document) -> Dict[str, str]:
    """Names that begin with `_` are W&B's own."""
    names = [entry["name"] for run in document["runs"] for entry in [*run["series"], *run["values"]]]
    return distinct_names(names, lambda name: "metric" + name if name.startswith("_") else name)


def _remove_links(destination: str) -> None:
    """`latest-run` and the logs of the last run, which would be found as runs of their own."""
    for entry in os.scandir(destination):
        if entry.is_symlink():
            os.unlink(entry.path)


def _notes(document: Document, project: str, names: Dict[str, str]) -> List[str]:
    renamed = [(document["study"], project), *names.items()]
    return ["{} is called {} there".format(name, there) for name, there in renamed if name != there]
