"""Observes the fits of scikit-learn's estimators: those that the user's code asks for, not those inside them.

A fit inside a search, a pipeline or an ensemble belongs to the outer one. Cross-validation is no estimator:
each of its fits counts. In a smoke run an outermost fit gets a sample of the rows; otherwise nothing changes.
"""

import functools
import sys
import types
from _thread import _local

from ablationmage_probe.fingerprint import process_role
from ablationmage_probe.fingerprint.fit_print import fit_print
from ablationmage_probe.fingerprint.guard import guarded
from ablationmage_probe.fingerprint.observation import observation_of
from ablationmage_probe.fingerprint.sampled_fit import call_on_sample
from ablationmage_probe.metrics import nearest_place

_METHODS = ("fit", "fit_transform", "fit_predict", "partial_fit")
_PREDICTIONS = frozenset(
    ("predict", "predict_proba", "predict_log_proba", "decision_function", "transform", "inverse_transform", "score")
)
_MOST_FITS = 200

_running = _local()
_settings = None


def observe_estimators(base, settings):
    """After the import of `sklearn.base`: its classes, and every estimator that will be derived from them."""
    global _settings
    _settings = settings
    observation_of(settings)
    for owner in vars(base).values():
        if isinstance(owner, type) and owner.__module__ == base.__name__:
            _wrap_methods(owner)
    _wrap_future_classes(base.BaseEstimator)
    # Of a fork: libraries were imported before it was a run.
    _wrap_derived(base.BaseEstimator)


def _wrap_derived(owner):
    for derived in owner.__subclasses__():
        with guarded("the estimator " + derived.__name__):
            _wrap_methods(derived)
        _wrap_derived(derived)


def call_fit(original, name, estimator, arguments, keywords):
    """Calls a fit. Found by name from the wrapped methods, so that these can be pickled by value."""
    place = None
    if _settings is not None and not getattr(_running, "depth", 0):
        with guarded("a fit"):
            caller = sys._getframe(2)
            place = None if _is_within_prediction(caller) else nearest_place(_settings, caller) or None
    _running.depth = getattr(_running, "depth", 0) + 1
    try:
        if place is None:  # inside another fit, or in a thread of scikit-learn's own
            return original(estimator, *arguments, **keywords)
        observation = observation_of(_settings)
        with guarded("a fit"):
            if process_role.takes_part() and len(observation.fits) < _MOST_FITS:
                observation.fits.append(fit_print(estimator, original, arguments, keywords, place))
                if len(observation.fits) == observation.goal:
                    observation.write("went-on")
        if not observation.is_smoke:
            return original(estimator, *arguments, **keywords)
        return call_on_sample(original, name, estimator, arguments, keywords)
    finally:
        _running.depth -= 1


def _is_within_prediction(frame):
    """Whether an estimator fits a helper while it predicts: `CalibratedClassifierCV` does, a `LabelEncoder`."""
    while frame is not None and frame.f_globals.get("__name__", "").startswith("sklearn."):
        if frame.f_code.co_name in _PREDICTIONS:
            return True
        frame = frame.f_back
    return False


def _wrap_future_classes(base_class):
    own = vars(base_class).get("__init_subclass__")

    def __init_subclass__(cls, **keywords):
        if own is not None:
            own.__func__(cls, **keywords)
        else:
            super(base_class, cls).__init_subclass__(**keywords)
        with guarded("the estimator " + cls.__name__):
            _wrap_methods(cls)

    base_class.__init_subclass__ = classmethod(__init_subclass__)


def _wrap_methods(owner):
    for name in _METHODS:
        method = vars(owner).get(name)
        if isinstance(method, types.FunctionType):
            setattr(owner, name, _wrapped(method, name))
        elif isinstance(getattr(method, "fn", None), types.FunctionType):  # `available_if`
            method.fn = _wrapped(method.fn, name)


def _wrapped(original, name):
    @functools.wraps(original)
    def fit(estimator, *arguments, **keywords):
        try:
            # Not a global: a class of the script may be pickled by value, and travel to another process.
            from ablationmage_probe.fingerprint.sklearn_fits import call_fit
        except ImportError:
            return original(estimator, *arguments, **keywords)
        return call_fit(original, name, estimator, arguments, keywords)

    return fit
