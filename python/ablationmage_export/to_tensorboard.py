"""TensorBoard event files: scalars, hyperparameters and texts, by the `tensorboard` package alone."""

import os
from typing import Dict, List, Union

import tensorboard
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.compat.proto.tensor_pb2 import TensorProto
from tensorboard.compat.proto.types_pb2 import DT_STRING
from tensorboard.plugins.hparams import api_pb2, metadata as hparams_metadata
from tensorboard.plugins.hparams.plugin_data_pb2 import HParamsPluginData, SessionEndInfo, SessionStartInfo
from tensorboard.plugins.text import metadata as text_metadata
from tensorboard.summary.writer.event_file_writer import EventFileWriter

from .document import Document, Parameters, Run, Written, ended_at_ms
from .names import distinct_names, file_name

#: The largest number of TensorBoard's scalars, which are 32-bit.
_LARGEST = 3.4028234e38
_SUMMARY = "summary"


def write(document: Document, destination: str, final: str) -> Written:
    """One folder of events per run, and one of the summary with the tables as text."""
    runs = document["runs"]
    folders = distinct_names([_SUMMARY, *(run["name"] for run in runs)], file_name)
    notes = ["{} is called {} there".format(name, folder) for name, folder in folders.items() if name != folder]
    events = _Events(os.path.join(destination, folders[_SUMMARY]), document["startedAtMs"] / 1000)
    events.text("report", document["summary"]["markdown"])
    events.hyperparameters("experiment", hparams_metadata.EXPERIMENT_TAG, _experiment(document))
    events.close()
    for run in runs:
        notes += _write_run(run, os.path.join(destination, folders[run["name"]]))
    return Written(tensorboard.__version__, notes)


def _write_run(run: Run, folder: str) -> List[str]:
    events = _Events(folder, run.get("startedAtMs", 0) / 1000)
    start = SessionStartInfo(group_name=run["name"], start_time_secs=events.seconds)
    for name, value in _hyperparameters(run).items():
        if isinstance(value, str):
            start.hparams[name].string_value = value
        else:
            start.hparams[name].number_value = value
    events.hyperparameters("session_start_info", hparams_metadata.SESSION_START_INFO_TAG, start)
    for series in run["series"]:
        for point in series["points"]:
            events.scalar(series["name"], point["step"], point["value"])
    for entry in run["values"]:
        events.scalar(entry["name"], 0, entry["value"])
    if "failure" in run:
        events.text("failure", run["failure"])
    events.text("provenance", _as_code(run["provenance"]))
    status = api_pb2.STATUS_FAILURE if "failure" in run else api_pb2.STATUS_SUCCESS
    end = SessionEndInfo(status=status, end_time_secs=(ended_at_ms(run) or 0) / 1000)
    events.hyperparameters("session_end_info", hparams_metadata.SESSION_END_INFO_TAG, end)
    events.close()
    return ["{}: {}".format(run["name"], note) for note in events.notes]


def _hyperparameters(run: Run) -> Parameters:
    short = {name: value for name, value in run["tags"].items() if name in ("state", "verdict", "finding")}
    return {**run["parameters"], **short}


def _as_code(entries: Parameters) -> str:
    return "\n".join("    {}: {}".format(name, value) for name, value in entries.items())


def _experiment(document: Document) -> api_pb2.Experiment:
    """Which columns the table of runs has."""
    columns: Dict[str, Union[str, float]] = {}
    for run in document["runs"]:
        columns.update(_hyperparameters(run))
    return api_pb2.Experiment(
        name=document["study"],
        time_created_secs=document["startedAtMs"] / 1000,
        hparam_infos=[
            api_pb2.HParamInfo(
                name=name,
                type=api_pb2.DATA_TYPE_STRING if isinstance(value, str) else api_pb2.DATA_TYPE_FLOAT64,
            )
            for name, value in columns.items()
        ],
        metric_infos=[api_pb2.MetricInfo(name=api_pb2.MetricName(tag=tag)) for tag in document["shownValues"]],
    )


class _Events:
    """The event file of one run. All events have the time the run began: that of each value is not known."""

    def __init__(self, folder: str, seconds: float) -> None:
        self.seconds = seconds
        self.notes: List[str] = []
        self._writer = EventFileWriter(folder)

    def scalar(self, tag: str, step: int, value: float) -> None:
        """A 32-bit number, which is all that TensorBoard shows; what is larger would be infinite."""
        if abs(value) > _LARGEST:
            self.notes.append("{} = {} is too large for TensorBoard and is left out".format(tag, value))
        else:
            self._add(step, Summary.Value(tag=tag, simple_value=value))

    def text(self, tag: str, markdown: str) -> None:
        """Markdown, as the text page shows it."""
        metadata = text_metadata.create_summary_metadata(display_name="", description="")
        tensor = TensorProto(dtype=DT_STRING, string_val=[markdown.encode("utf-8")])
        self._add(0, Summary.Value(tag=tag, metadata=metadata, tensor=tensor))

    def hyperparameters(self, field: str, tag: str, message: object) -> None:
        """One of the three messages of the hyperparameter page."""
        metadata = hparams_metadata.create_summary_metadata(HParamsPluginData(**{field: message}))
        self._add(0, Summary.Value(tag=tag, metadata=metadata, tensor=hparams_metadata.NULL_TENSOR))

    def close(self) -> None:
        """Writes what is left."""
        self._writer.close()

    def _add(self, step: int, value: Summary.Value) -> None:
        event = Event(wall_time=self.seconds, step=step, summary=Summary(value=[value]))
        self._writer.add_event(event)
