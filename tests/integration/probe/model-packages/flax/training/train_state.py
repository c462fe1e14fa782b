"""The shape of flax's TrainState that the probe relies on."""


class TrainState:
    def __init__(self, params, tx):
        self.params, self.tx = params, tx

    @classmethod
    def create(cls, *, apply_fn, params, tx, **more):
        return cls(params, tx)
