"""An MLflow file store: a parent run of the study, its runs nested below."""

import os
import pathlib
import re
from typing import Dict, List, Optional, Tuple

os.environ.update(
    # From 3.13 on MLflow writes its own file store only where it is told to.
    MLFLOW_ALLOW_FILE_STORE="true",
    MLFLOW_DISABLE_TELEMETRY="true",
    DO_NOT_TRACK="true",
)

import mlflow  # noqa: E402
from mlflow.entities import Metric, Param, RunTag  # noqa: E402
from mlflow.tracking import MlflowClient  # noqa: E402
from mlflow.utils import validation  # noqa: E402

from .document import Document, Parameters, Run, Value, Written, ended_at_ms  # noqa: E402
from .names import distinct_names, file_name, shortened  # noqa: E402

#: Of one call; what MLflow itself allows.
_METRICS_A_CALL = 1000
_OTHERS_A_CALL = 100
_LONGEST_PARAMETER = getattr(validation, "MAX_PARAM_VAL_LENGTH", 500)
_LONGEST_TAG = min(getattr(validation, "MAX_TAG_VAL_LENGTH", 5000), 5000)
#: A name is a file's, so it has to fit into one.
_LONGEST_NAME = 200
_NOTE = "mlflow.note.content"
#: Of the tag that has the original name of a metric.
_NAME = "ablationmage.name."

#: Name, value, step.
_Point = Tuple[str, float, int]


def write(document: Document, destination: str, final: str) -> Written:
    """Everything into one experiment of a new store."""
    root = pathlib.Path(destination)
    store = _Store(root, document)
    parent = store.start("summary", document["startedAtMs"], {_NOTE: document["summary"]["markdown"]})
    for run in document["runs"]:
        store.write_run(run, parent)
    store.write_summary(document, parent)
    _move_artifacts(root, pathlib.Path(final))
    return Written(mlflow.__version__, store.notes)


class _Store:
    """The experiment of a study, with its names as MLflow takes them."""

    def __init__(self, root: pathlib.Path, document: Document) -> None:
        self._client = MlflowClient(root.as_uri())
        self._experiment = self._client.create_experiment(shortened(document["study"], _LONGEST_NAME))
        self._names = _allowed_names(document)
        # Effects are called after them.
        metrics = dict.fromkeys(name for run in document["runs"] for name in _metrics_of(run))
        self.notes = [
            "{} is called {} there".format(name, self._names[name]) for name in metrics if name != self._names[name]
        ]

    def start(self, name: str, started_at_ms: Optional[int], tags: Dict[str, str]) -> str:
        """A new run; its id."""
        allowed = {**self._tags(tags), "mlflow.runName": name}
        run = self._client.create_run(self._experiment, start_time=started_at_ms, tags=allowed)
        return str(run.info.run_id)

    def write_run(self, run: Run, parent: str) -> None:
        """One run of the study, below the parent."""
        failure = run.get("failure")
        reason = {} if failure is None else {_NOTE: failure}
        tags = {**run["tags"], **reason, "mlflow.parentRunId": parent}
        run_id = self.start(run["name"], run.get("startedAtMs"), tags)
        points = [(one["name"], point["value"], point["step"]) for one in run["series"] for point in one["points"]]
        finished = ended_at_ms(run)
        self._log_metrics(run_id, [*points, *_without_steps(run["values"])], finished or 0)
        self._log_parameters(run_id, {**run["parameters"], **run["provenance"]})
        self._client.set_terminated(run_id, "FINISHED" if failure is None else "FAILED", finished)

    def write_summary(self, document: Document, run_id: str) -> None:
        """The effects as numbers, the report and the diffs as files."""
        summary = document["summary"]
        ended = int(document["startedAtMs"] + document["durationMs"])
        self._log_metrics(run_id, _without_steps(summary["values"]), ended)
        self._log_parameters(run_id, summary["parameters"])
        self._log_tags(run_id, summary["tags"])
        for file in summary["files"]:
            path = "/".join(file_name(part) for part in file["path"].split("/"))
            self._client.log_text(run_id, file["content"], path)
        self._client.set_terminated(run_id, "FINISHED", ended)

    def _log_metrics(self, run_id: str, values: List[_Point], time_ms: int) -> None:
        """All at the time the run ended: that of each value is not known. A tag tells what is called otherwise."""
        names = dict.fromkeys(name for name, _, _ in values if self._names[name] != name)
        self._log_tags(run_id, {_NAME + self._names[name]: name for name in names})
        metrics = [Metric(self._names[name], value, time_ms, step) for name, value, step in values]
        for start in range(0, len(metrics), _METRICS_A_CALL):
            self._client.log_batch(run_id, metrics=metrics[start : start + _METRICS_A_CALL])

    def _log_parameters(self, run_id: str, parameters: Parameters) -> None:
        entries = [Param(self._names[name], _cut(str(value), _LONGEST_PARAMETER)) for name, value in parameters.items()]
        for start in range(0, len(entries), _OTHERS_A_CALL):
            self._client.log_batch(run_id, params=entries[start : start + _OTHERS_A_CALL])

    def _log_tags(self, run_id: str, tags: Dict[str, str]) -> None:
        entries = [RunTag(key, value) for key, value in self._tags(tags).items()]
        for start in range(0, len(entries), _OTHERS_A_CALL):
            self._client.log_batch(run_id, tags=entries[start : start + _OTHERS_A_CALL])

    def _tags(self, tags: Dict[str, str]) -> Dict[str, str]:
        return {self._names.get(name, name): _cut(value, _LONGEST_TAG) for name, value in tags.items()}


def _metrics_of(run: Run) -> List[str]:
    return [entry["name"] for entry in [*run["series"], *run["values"]]]


def _without_steps(values: List[Value]) -> List[_Point]:
    return [(value["name"], value["value"], 0) for value in values]


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _allowed_names(document: Document) -> Dict[str, str]:
    summary = document["summary"]
    names = [*summary["parameters"], *summary["tags"], *(value["name"] for value in summary["values"])]
    for run in document["runs"]:
        names += [*run["parameters"], *run["provenance"], *run["tags"], *_metrics_of(run)]
    plain = {name: _plain(name) for name in names}
    # MLflow keeps each in a file of its name, whose slashes are folders: no name may be both.
    folders = {name[: slash.start()] for name in plain.values() for slash in re.finditer("/", name)}
    return distinct_names(names, lambda name: plain[name] + "_" if plain[name] in folders else plain[name])


def _plain(name: str) -> str:
    """Letters, digits and `_-. /` in a path that does not leave its folder."""
    parts = [part for part in re.sub(r"[^\w./ -]", "_", name).split("/") if part not in ("", ".", "..")]
    return shortened("/".join(parts), _LONGEST_NAME) or "_"


def _move_artifacts(root: pathlib.Path, final: pathlib.Path) -> None:
    """MLflow notes where artifacts lie: there, once the store is in its place."""
    for path in root.rglob("meta.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(root.as_uri(), final.as_uri()), encoding="utf-8")
