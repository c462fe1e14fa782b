"""The shape of optax that the probe relies on: an optimizer is a named tuple of functions in functions."""

from typing import NamedTuple


class GradientTransformation(NamedTuple):
    init: object
    update: object


def scale_by_adam(b1=0.9, b2=0.999):
    def init_fn(params):
        return ()

    def update_fn(updates, state, params=None):
        return updates, (state, b1, b2)

    return GradientTransformation(init_fn, update_fn)


def scale(step_size):
    def update_fn(updates, state, params=None):
        return updates, (state, step_size)

    return GradientTransformation(lambda params: (), update_fn)


def chain(*transforms):
    init_fns, update_fns = zip(*transforms)

    def update_fn(updates, state, params=None):
        for function in update_fns:
            updates, _ = function(updates, (), params)
        return updates, state

    return GradientTransformation(lambda params: init_fns, update_fn)


def adam(learning_rate, b1=0.9):
    return chain(scale_by_adam(b1=b1), scale(-learning_rate))


def apply_updates(params, updates):
    return params
