"""Puts every observer in its place, once per Python process."""

import os

from ablationmage_probe import audit, exceptions, loaded_sources, opened_files, post_import, report
from ablationmage_probe import stand_in_finder, writes
from ablationmage_probe.settings import read_settings


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
    post_import.start(
        {
            "random": ("seeds", "seed_random"),
            "numpy.random": ("seeds", "seed_numpy"),
            "torch": ("seeds", "seed_torch"),
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
        },
        settings,
    )
    stand_in_finder.start(settings)
