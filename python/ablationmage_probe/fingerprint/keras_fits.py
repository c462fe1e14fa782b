"""Records the models of Keras that are fitted, with their layers and optimizer; in a smoke run a fit is short.

Written against the sources of Keras 3 and 2 and tested with a package of the same shape: neither they nor
their backends could be installed where this was written.
"""

import functools
import inspect

from ablationmage_probe.fingerprint import process_role
from ablationmage_probe.fingerprint.describe import text_of
from ablationmage_probe.fingerprint.guard import guarded
from ablationmage_probe.fingerprint.observation import observation_of

_MOST_MODELS = 20


def observe_keras(keras, settings):
    """After the import of `keras` or `tf_keras`: every model's `fit` is that of `Model`, or calls it."""
    observation = observation_of(settings)
    original = keras.Model.fit

    @functools.wraps(original)
    def fit(model, *arguments, **keywords):
        if observation.is_smoke and process_role.takes_part():
            with guarded("the length of a Keras fit"):
                arguments, keywords = _shortened(original, model, arguments, keywords, observation.goal)
        try:
            return original(model, *arguments, **keywords)
        finally:
            # Only now it is certain to be built.
            with guarded("a Keras model"):
                _record(observation, model)

    keras.Model.fit = fit


def _shortened(original, model, arguments, keywords, steps):
    bound = inspect.signature(original).bind(model, *arguments, **keywords)
    given = bound.arguments
    names = bound.signature.parameters
    if "epochs" in names:
        given["epochs"] = given.get("initial_epoch", 0) + 1
    if "steps_per_epoch" in names:
        given["steps_per_epoch"] = steps
    if "validation_steps" in names and given.get("validation_data") is not None:
        given["validation_steps"] = 1
    return bound.args[1:], bound.kwargs


def _record(observation, model):
    found = {
        "library": "keras",
        "type": type(model).__qualname__,
        "parameters": int(model.count_params()) if getattr(model, "built", True) else 0,
        "layers": {layer.name: _layer_text(layer) for layer in _all_layers(model, 0)},
    }
    optimizer = getattr(model, "optimizer", None)
    if optimizer is not None:
        settings = {str(name): text_of(value) for name, value in optimizer.get_config().items()}
        found["optimizer"] = {"type": type(optimizer).__qualname__, "settings": settings}
    if found not in observation.others and len(observation.others) < _MOST_MODELS:
        observation.others.append(found)
        observation.write("went-on")


def _all_layers(model, depth):
    for layer in getattr(model, "layers", ()):
        yield layer
        if depth < 5:
            for inner in _all_layers(layer, depth + 1):
                yield inner


def _layer_text(layer):
    weights = ", ".join(str([int(size) for size in weight.shape]) for weight in getattr(layer, "weights", ()))
    config = {name: value for name, value in layer.get_config().items() if name not in ("name", "layers")}
    # The shapes follow from other layers: they stay apart from settings that may be shortened to a hash.
    return "%s(%s) %s" % (type(layer).__qualname__, weights, text_of(repr(_plain(config)))[1:-1])


def _plain(config):
    """Without what is not set, and objects by their class: `{'class_name': 'Zeros', 'config': {}}` is `'Zeros'`."""
    if not isinstance(config, dict):
        return config
    if "class_name" in config and "config" in config:
        settings = _plain(config["config"])
        return {config["class_name"]: settings} if settings else config["class_name"]
    return {name: _plain(value) for name, value in config.items() if value is not None}
