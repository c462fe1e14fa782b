"""The call shapes of wandb 0.16: `wandb.log` becomes the current run's method at `init`."""

from wandb.sdk.wandb_run import Run

run = None


def log(data, step=None):
    raise RuntimeError("You must call wandb.init() before wandb.log()")


def init(**settings):
    global run, log, summary
    run = Run()
    log = run.log
    summary = run.summary
    return run
