"""The call shapes of MLflow 2: the functions of `mlflow.tracking.fluent`, which use the client."""

import contextlib

from mlflow.tracking.client import MlflowClient
from mlflow.tracking.fluent import log_metric, log_metrics


@contextlib.contextmanager
def start_run(**settings):
    yield None
