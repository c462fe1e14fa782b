from mlflow.tracking.client import MlflowClient


def log_metric(key, value, step=None, synchronous=None):
    MlflowClient().log_metric("run", key, value, 0, step or 0)


def log_metrics(metrics, step=None, synchronous=None):
    for key, value in metrics.items():
        MlflowClient().log_metric("run", key, value, 0, step or 0)
