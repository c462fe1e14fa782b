"""Puts every observer in its place, once per Python process."""

import os

from ablationmage_probe import audit, exceptions, loaded_sources, opened_files, post_import, report
from ablationmage_probe import stand_in_finder, writes
from ablationmage_probe.own_imports import import_own
from ablationmage_probe.settings import read_settings

_ALWAYS = {
    "random": ("seeds", "seed_random"),
    "numpy.random": ("seeds", "seed_numpy"),
    "torch": ("seeds", "seed_torch"),
    "multiprocessing.spawn": ("seeds", "seed_spawned_processes"),
    "torch.serialization": ("torch_saves", "announce_saves"),
    "sklearn.metrics": ("sklearn_calls", "observe_metric_functions"),
    "sklearn.base": ("sklearn_calls", "observe_estimator_scores"),
    "sklearn.pipeline": ("sklearn_calls", "observe_pipeline_score"),
    "sklearn.model_selection._search": ("sklearn_calls", "observe_search_score"),
    "wandb.sdk.wandb_run": ("logger_calls", "observe_wandb_run"),
    "wandb.sdk.wandb_summary": ("logger_calls", "observe_wandb_summary"),
    "mlflow": ("logger_calls", "observe_mlflow"),
    "torch.utils.tensorboard.writer": ("logger_calls", "observe_summary_writer"),
    "tensorboardX.writer": ("logger_calls", "observe_summary_writer"),
}


def start():
    """Starts the probe; everything that needs a library waits until the script imports that library."""
    settings = read_settings(os.environ)
    report.start(settings.report_folder)
    report.write_process()
    sources = loaded_sources.SourceObserver(settings)
    files = opened_files.ReadObserver(settings)
    guard = writes.WriteGuard(settings, files)
    audit.start({"exec": sources.on_exec, "open": guard.on_open, **guard.other_handlers()})
    exceptions.start(settings)
    post_import.start(_observers(settings), settings)
    stand_in_finder.start(settings)
    if settings.observe == "fingerprint":
        import_own("imported_modules").start()
    if settings.traces_functions:
        import_own("fingerprint.traced_functions").trace_functions(settings)


def _observers(settings):
    found = {name: [observer] for name, observer in _ALWAYS.items()}
    more = {"torch": ("fingerprint.step_count", "count_steps")}
    if settings.observe != "steps":
        more = import_own("fingerprint.observers").observers()
    if settings.observe == "smoke":
        # A compiler would take longer than all the steps.
        os.environ["TORCHDYNAMO_DISABLE"] = os.environ["TORCH_COMPILE_DISABLE"] = "1"
    for name, observer in more.items():
        found[name] = found.get(name, []) + [observer]
    return found
