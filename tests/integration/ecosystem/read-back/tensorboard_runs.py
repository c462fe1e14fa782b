"""Prints what the event files below a folder hold, as JSON: `tensorboard_runs.py FOLDER`."""

import json
import os
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.hparams import metadata
from tensorboard.plugins.hparams.plugin_data_pb2 import HParamsPluginData

TAGS = (metadata.EXPERIMENT_TAG, metadata.SESSION_START_INFO_TAG, metadata.SESSION_END_INFO_TAG)


def hyperparameters(events):
    """The messages of the hyperparameter page."""
    for tag in TAGS:
        if tag in events.Tags()["tensors"]:
            message = HParamsPluginData()
            message.ParseFromString(events.SummaryMetadata(tag).plugin_data.content)
            yield tag, message


def run_of(folder):
    """The events of one run."""
    events = EventAccumulator(folder, size_guidance={"scalars": 0, "tensors": 0})
    events.Reload()
    found = {"name": os.path.basename(folder), "parameters": {}, "texts": {}}
    found["series"] = {tag: [[e.step, e.value] for e in events.Scalars(tag)] for tag in events.Tags()["scalars"]}
    for tag, message in hyperparameters(events):
        if tag == metadata.EXPERIMENT_TAG:
            found["metrics"] = [info.name.tag for info in message.experiment.metric_infos]
            found["columns"] = sorted(info.name for info in message.experiment.hparam_infos)
        elif tag == metadata.SESSION_START_INFO_TAG:
            for name, value in message.session_start_info.hparams.items():
                found["parameters"][name] = getattr(value, value.WhichOneof("kind"))
        else:
            found["failed"] = message.session_end_info.status == 2
    for tag in events.Tags()["tensors"]:
        if tag not in TAGS:
            found["texts"][tag] = events.Tensors(tag)[0].tensor_proto.string_val[0].decode("utf-8")
    return found


folders = sorted(entry.path for entry in os.scandir(sys.argv[1]) if entry.is_dir())
print(json.dumps([run_of(folder) for folder in folders]))
