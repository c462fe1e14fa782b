"""The shape of Keras 3 that the probe relies on: `Model` inherits `fit` from a trainer, layers have a config."""


class _Variable:
    def __init__(self, *shape):
        self.shape = shape


class Dense:
    def __init__(self, units, name):
        self.units, self.name, self.weights = units, name, []

    def build(self, width):
        self.weights = [_Variable(width, self.units), _Variable(self.units)]

    def get_config(self):
        return {"name": self.name, "units": self.units}


class Adam:
    def __init__(self, learning_rate=0.001):
        self.learning_rate = learning_rate

    def get_config(self):
        return {"name": "adam", "learning_rate": self.learning_rate}


class _Trainer:
    def compile(self, optimizer=None, loss=None):
        self.optimizer = optimizer

    def fit(self, x=None, y=None, batch_size=None, epochs=1, verbose="auto", validation_data=None, initial_epoch=0,
            steps_per_epoch=None, validation_steps=None):
        self.built = True
        width = len(x[0])
        for layer in self.layers:
            layer.build(width)
            width = layer.units
        return {"epochs": epochs, "steps": steps_per_epoch, "validation": validation_steps}


class Model(_Trainer):
    built = False

    def count_params(self):
        if not self.built:
            raise ValueError("not built")
        sizes = [weight.shape for layer in self.layers for weight in layer.weights]
        return sum(shape[0] * (shape[1] if len(shape) > 1 else 1) for shape in sizes)


class Sequential(Model):
    def __init__(self, layers):
        self.layers = layers
