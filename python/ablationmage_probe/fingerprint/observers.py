"""What to call after the import of which library, in a run that is observed."""


def observers():
    """By module: our module here and its function."""
    return {
        "torch": ("fingerprint.torch_observer", "observe_torch"),
        "sklearn.base": ("fingerprint.sklearn_fits", "observe_estimators"),
        "keras": ("fingerprint.keras_fits", "observe_keras"),
        "tf_keras": ("fingerprint.keras_fits", "observe_keras"),
        "optax": ("fingerprint.jax_updates", "observe_optax"),
        "flax.training.train_state": ("fingerprint.jax_updates", "observe_train_state"),
    }
