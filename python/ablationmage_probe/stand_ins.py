"""Stand-ins for experiment loggers that are not installed: they take every call and record the numbers.

They only stand in for logging. What a script would get a value from (a sweep's parameters, a stored
model) raises: a made-up value could change a result without a word.
"""

import os
import sys
import types

from ablationmage_probe import report
from ablationmage_probe.logger_calls import flat, record_call
from ablationmage_probe.metrics import nearest_place

_GIVING_NAMES = ("agent", "sweep", "controller", "Api", "use_artifact", "use_model", "restore")
_GIVING_PREFIXES = ("load_", "search_", "download", "get_run", "get_metric", "get_artifact", "set_model_version")


def fill_module(module, settings):
    """Makes the empty module of an absent logger, or of a part of it, answer to every name."""
    package = module.__name__.partition(".")[0] if not module.__name__.startswith("torch.") else "tensorboard"
    module.__ablationmage_stand_in__ = True
    module.__version__ = "0"
    if module.__name__ in ("wandb", "mlflow", "tensorboardX", "torch.utils.tensorboard"):
        text = "%s is not installed: a stand-in took the script's calls, and recorded the numbers it logs" % package
        report.write("note", text=text)
    observer = _Observer(settings)
    if module.__name__ == "wandb":
        _fill_wandb(module, observer)
    elif module.__name__ == "mlflow":
        _fill_mlflow(module, observer)
    elif package in ("tensorboard", "tensorboardX"):
        module.SummaryWriter = _writer_class(observer)
    module.__getattr__ = lambda name: _absent_member(package, name)


def _absent_member(package, name):
    if name.startswith("__"):
        raise AttributeError(name)
    if name in _GIVING_NAMES or name.startswith(_GIVING_PREFIXES):
        raise AttributeError(
            "%s.%s: %s is not installed, and its stand-in of ablationmage only takes logging calls; "
            "install it in the environment of the script" % (package, name, package)
        )
    return Anything(package + "." + name)


class Anything:
    """Takes calls, attributes, items and `with`, and gives nothing back that could count as a number."""

    def __init__(self, name):
        self.__dict__["_name"] = name

    def __call__(self, *arguments, **keywords):
        # As a decorator it must leave the function in place.
        if len(arguments) == 1 and not keywords and isinstance(arguments[0], (types.FunctionType, type)):
            return arguments[0]
        return Anything(self._name + "()")

    def __getattr__(self, name):
        return _absent_member(self._name, name)

    def __setattr__(self, name, value):
        self.__dict__[name] = value

    def __getitem__(self, key):
        return Anything("%s[%r]" % (self._name, key))

    def __setitem__(self, key, value):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        return False

    def __iter__(self):
        return iter(())

    def __mro_entries__(self, _bases):
        raise TypeError("%s is not installed, so no class can be derived from it" % self._name)

    def __str__(self):
        return self._name


class _Observer:
    """Records numbers with the place in the user's files that the call came from."""

    def __init__(self, settings):
        self._settings = settings

    def record(self, pairs, step):
        caller = nearest_place(self._settings, sys._getframe(2))
        record_call(self._settings, lambda: [(name, value, step) for name, value in pairs], (), {}, caller)


class Config(dict):
    """The values a script gives to `wandb.init(config=...)`, by key and by attribute; no others."""

    def __getattr__(self, name):
        if name in self:
            return self[name]
        raise AttributeError(name)

    def __setattr__(self, name, value):
        self[name] = value

    def update(self, *values, **named):
        """Takes a dictionary or an argparse namespace."""
        named.pop("allow_val_change", None)
        for part in values:
            super().update(part if isinstance(part, dict) else vars(part))
        super().update(named)

    def setdefaults(self, values):
        """Keeps what is there."""
        for name, value in values.items():
            self.setdefault(name, value)


def _fill_wandb(module, observer):
    class Summary(dict):
        def __setitem__(self, name, value):
            super().__setitem__(name, value)
            observer.record([(name, value)], None)

        def __setattr__(self, name, value):
            super().__setitem__(name, value)
            observer.record([(name, value)], None)

        def __getattr__(self, name):
            if name in self:
                return self[name]
            raise AttributeError(name)

        def update(self, values):
            super().update(values)
            observer.record(flat(values), None)

    class Run(Anything):
        def log(self, data, step=None, *_more, **_named):
            observer.record(flat(data), step)

    def init(config=None, **named):
        run = Run("wandb.run")
        run.id = "offline"
        run.name = named.get("name") or "offline"
        run.project = named.get("project") or "offline"
        run.dir = os.path.join(os.getcwd(), "wandb-offline-run", "files")
        os.makedirs(run.dir, exist_ok=True)
        run.config = module.config
        run.summary = module.summary
        if config is not None:
            module.config.update(config)
        module.run = run
        return run

    def log(data, step=None, *_more, **_named):
        if module.run is None:
            raise RuntimeError("You must call wandb.init() before wandb.log()")
        observer.record(flat(data), step)

    module.config = Config()
    module.summary = Summary()
    module.run = None
    module.Run = Run
    module.init = init
    module.log = log


def _fill_mlflow(module, observer):
    def log_metric(key, value, step=None, *_more, **_named):
        observer.record([(key, value)], step)

    def log_metrics(metrics, step=None, *_more, **_named):
        observer.record(metrics.items(), step)

    module.log_metric = log_metric
    module.log_metrics = log_metrics


def _writer_class(observer):
    class SummaryWriter(Anything):
        def __init__(self, log_dir=None, *_more, **_named):
            super().__init__("SummaryWriter")
            self.log_dir = str(log_dir) if log_dir is not None else "runs"

        def add_scalar(self, tag, scalar_value, global_step=None, *_more, **_named):
            observer.record([(tag, scalar_value)], global_step)

        def add_scalars(self, main_tag, tag_scalar_dict, global_step=None, *_more, **_named):
            pairs = [("%s/%s" % (main_tag, tag), value) for tag, value in tag_scalar_dict.items()]
            observer.record(pairs, global_step)

        def get_logdir(self):
            return self.log_dir

    return SummaryWriter
