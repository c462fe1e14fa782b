"""Records what scikit-learn's metric functions and `estimator.score` return to the user's own code.

Calls that scikit-learn makes itself, in cross-validation or a search, are not the script's results.
"""

import functools
import sys
import types

from ablationmage_probe import report
from ablationmage_probe.metrics import place_of, record

_SUFFIXES = ("_score", "_error", "_loss")
_OTHER_NAMES = ("auc", "matthews_corrcoef")


def observe_metric_functions(metrics, settings):
    """After the import of `sklearn.metrics`."""
    for name, function in list(vars(metrics).items()):
        if isinstance(function, types.FunctionType) and (name.endswith(_SUFFIXES) or name in _OTHER_NAMES):
            setattr(metrics, name, _observed_function(name, function, settings))


def observe_estimator_scores(base, settings):
    """After the import of `sklearn.base`."""
    for owner in (base.ClassifierMixin, base.RegressorMixin):
        owner.score = _ObservedMethod(owner.__dict__["score"], settings)


def observe_pipeline_score(pipeline, settings):
    """After the import of `sklearn.pipeline`."""
    pipeline.Pipeline.score = _ObservedMethod(pipeline.Pipeline.__dict__["score"], settings)


def observe_search_score(search, settings):
    """After the import of scikit-learn's hyperparameter searches."""
    search.BaseSearchCV.score = _ObservedMethod(search.BaseSearchCV.__dict__["score"], settings)


def _observed_function(name, function, settings):
    @functools.wraps(function)
    def observed(*arguments, **keywords):
        value = function(*arguments, **keywords)
        average = keywords.get("average")
        full_name = "%s_%s" % (name, average) if isinstance(average, str) else name
        _record(settings, full_name, value, sys._getframe(1))
        return value

    # Pickle looks the function up by name, and must find this very object.
    observed.__module__ = "sklearn.metrics"
    return observed


class _ObservedMethod:
    """Stands for a `score` method that may itself be a descriptor, available for some estimators only."""

    def __init__(self, original, settings):
        self._original = original
        self._settings = settings
        functools.update_wrapper(self, original)

    def __get__(self, estimator, owner=None):
        method = self._original.__get__(estimator, owner)
        if estimator is None:
            return method
        settings = self._settings

        @functools.wraps(method)
        def observed(*arguments, **keywords):
            value = method(*arguments, **keywords)
            _record(settings, "score", value, sys._getframe(1))
            return value

        return observed


def _record(settings, name, value, frame):
    try:
        caller = place_of(settings, frame)
        if caller is not None:
            record(settings, name, value, None, "sklearn", caller)
    except Exception as problem:
        report.write_problem("sklearn's " + name, problem)
