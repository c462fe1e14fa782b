"""Records what a script logs to Weights & Biases, MLflow and TensorBoard, where they are installed.

Written against the documented calls and tested with packages of the same shape; the real packages
were not at hand.
"""

import functools
import sys
from _thread import _local

from ablationmage_probe import report
from ablationmage_probe.metrics import nearest_place, place_of, record

_busy = _local()


def observe_wandb_run(module, settings):
    """After the import of `wandb.sdk.wandb_run`; `wandb.log` becomes this class's method."""
    _observe(module.Run, "log", _wandb_log, settings)


def observe_wandb_summary(module, settings):
    """After the import of `wandb.sdk.wandb_summary`; only what the user's own code sets."""
    for name in ("__setitem__", "__setattr__"):
        _observe(module.SummaryDict, name, _summary_item, settings, only_direct=True)
    _observe(module.SummaryDict, "update", _summary_update, settings, only_direct=True)


def observe_mlflow(mlflow, settings):
    """After the import of `mlflow`."""
    for owner in (mlflow, getattr(getattr(mlflow, "tracking", None), "fluent", None)):
        if owner is not None:
            _observe(owner, "log_metric", _mlflow_metric, settings)
            _observe(owner, "log_metrics", _mlflow_metrics, settings)
    client = getattr(mlflow, "MlflowClient", None)
    if client is not None:
        _observe(client, "log_metric", _mlflow_client_metric, settings)


def observe_summary_writer(module, settings):
    """After the import of TensorBoard's writer, PyTorch's or tensorboardX's."""
    _observe(module.SummaryWriter, "add_scalar", _add_scalar, settings)
    _observe(module.SummaryWriter, "add_scalars", _add_scalars, settings)


def record_call(settings, read, arguments, keywords, caller):
    """Records the `(name, value, step)` that `read` makes of the arguments of a call."""
    try:
        for name, value, step in read(*arguments, **keywords):
            record(settings, name, value, step, "logger", caller)
    except Exception as problem:
        report.write_problem("a logger's call", problem)


def _observe(owner, name, read, settings, only_direct=False):
    original = getattr(owner, name, None)
    if original is None:
        return

    @functools.wraps(original)
    def observed(*arguments, **keywords):
        # One call of the script may pass through several observed functions.
        if getattr(_busy, "active", False):
            return original(*arguments, **keywords)
        frame = sys._getframe(1)
        caller = place_of(settings, frame) if only_direct else nearest_place(settings, frame)
        if caller is not None:
            record_call(settings, read, arguments, keywords, caller)
        _busy.active = True
        try:
            return original(*arguments, **keywords)
        finally:
            _busy.active = False

    setattr(owner, name, observed)


def flat(data, prefix=""):
    """`(name, value)` of a dictionary that may hold dictionaries: `train.loss`."""
    for name, value in dict(data).items():
        if isinstance(value, dict):
            for pair in flat(value, "%s%s." % (prefix, name)):
                yield pair
        else:
            yield "%s%s" % (prefix, name), value


def _wandb_log(_run, data, step=None, *_more, **_named):
    return [(name, value, step) for name, value in flat(data)]


def _summary_item(_summary, name, value):
    return [] if name.startswith("_") else [(name, value, None)]


def _summary_update(_summary, data):
    return [(name, value, None) for name, value in flat(data)]


def _mlflow_metric(key, value, step=None, *_more, **_named):
    return [(key, value, step)]


def _mlflow_client_metric(_client, _run_id, key, value, _timestamp=None, step=None, **_named):
    return [(key, value, step)]


def _mlflow_metrics(metrics, step=None, *_more, **_named):
    return [(name, value, step) for name, value in metrics.items()]


def _add_scalar(_writer, tag, scalar_value, global_step=None, *_more, **_named):
    return [(tag, scalar_value, global_step)]


def _add_scalars(_writer, main_tag, tag_scalar_dict, global_step=None, *_more, **_named):
    return [("%s/%s" % (main_tag, tag), value, global_step) for tag, value in tag_scalar_dict.items()]
