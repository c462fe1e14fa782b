"""Prints what an MLflow file store holds, as JSON: `mlflow_runs.py FOLDER EXPERIMENT`."""

import json
import os
import sys

os.environ.update(MLFLOW_ALLOW_FILE_STORE="true", MLFLOW_DISABLE_TELEMETRY="true")
import mlflow  # noqa: E402

folder, experiment = sys.argv[1:]
mlflow.set_tracking_uri(folder)
client = mlflow.MlflowClient()


def files(run_id, path=None):
    """All artifacts of a run with their texts."""
    for entry in client.list_artifacts(run_id, path):
        if entry.is_dir:
            yield from files(run_id, entry.path)
        else:
            with open(client.download_artifacts(run_id, entry.path), encoding="utf-8", newline="") as file:
                yield entry.path, file.read()


def run_of(run):
    """One run with the history of each metric."""
    histories = {name: client.get_metric_history(run.info.run_id, name) for name in run.data.metrics}
    return {
        "id": run.info.run_id,
        "name": run.info.run_name,
        "failed": run.info.status == "FAILED",
        "started": run.info.start_time,
        "ended": run.info.end_time,
        "series": {name: [[metric.step, metric.value] for metric in history] for name, history in histories.items()},
        "parameters": run.data.params,
        "tags": run.data.tags,
        "files": dict(files(run.info.run_id)),
    }


print(json.dumps([run_of(run) for run in mlflow.search_runs(experiment_names=[experiment], output_format="list")]))
