"""A digits classifier in pure standard-library Python: a small neural network on 8x8 images.

The images are drawn from ten glyphs, shifted and covered with noise, so nothing is downloaded.
Runs in a few seconds: python3 train.py
"""

import argparse
import math
import random

GLYPHS = [
    "..####.. .##..##. ##....## ##....## ##....## ##....## .##..##. ..####..",
    "...##... ..###... .####... ...##... ...##... ...##... ...##... .######.",
    ".#####.. ##...##. .....##. ....##.. ...##... ..##.... .##..... #######.",
    ".#####.. ##...##. .....##. ..####.. .....##. .....##. ##...##. .#####..",
    "....##.. ...###.. ..####.. .##.##.. ##..##.. #######. ....##.. ....##..",
    "#######. ##...... ##...... ######.. .....##. .....##. ##...##. .#####..",
    "..####.. .##..... ##...... ######.. ##...##. ##...##. ##...##. .#####..",
    "#######. .....##. ....##.. ...##... ..##.... ..##.... ..##.... ..##....",
    ".#####.. ##...##. ##...##. .#####.. ##...##. ##...##. ##...##. .#####..",
    ".#####.. ##...##. ##...##. ##...##. .######. .....##. ....##.. .###....",
]


def draw_digit(label, rng):
    """One noisy image of a digit, as 64 numbers."""
    rows = GLYPHS[label].split()
    down, right = rng.choice((-1, 0, 1)), rng.choice((-1, 0, 1))
    image = []
    for y in range(8):
        for x in range(8):
            inked = 0 <= y - down < 8 and 0 <= x - right < 8 and rows[y - down][x - right] == "#"
            image.append((1.0 if inked else 0.0) + rng.gauss(0.0, 0.25))
    return image


def make_images(count, rng):
    return [(draw_digit(number % 10, rng), number % 10) for number in range(count)]


def center(image):
    mean = sum(image) / len(image)
    return [pixel - mean for pixel in image]


def shift_randomly(image):
    """Moves the image by up to one pixel."""
    down, right = random.choice((-1, 0, 1)), random.choice((-1, 0, 1))
    moved = []
    for y in range(8):
        for x in range(8):
            inside = 0 <= y - down < 8 and 0 <= x - right < 8
            moved.append(image[(y - down) * 8 + x - right] if inside else 0.0)
    return moved


def add_noise(image):
    return [pixel + random.gauss(0.0, 0.2) for pixel in image]


AUGMENTATIONS = [
    shift_randomly,  #ABLATABLE_COMPONENT(name=shift)
    add_noise,  #ABLATABLE_COMPONENT(name=noise)
]


def clip_gradient(gradient, limit):
    """Scales the gradient in place so that its norm is at most `limit`."""
    norm = math.sqrt(sum(value * value for value in gradient))
    if norm > limit:
        for index in range(len(gradient)):
            gradient[index] *= limit / norm


class Layer:
    """A linear layer, trained by stochastic gradient descent with momentum."""

    def __init__(self, inputs, outputs):
        scale = 1 / math.sqrt(inputs)
        self.rows = [[random.gauss(0.0, scale) for _ in range(inputs + 1)] for _ in range(outputs)]
        self.steps = [[0.0] * (inputs + 1) for _ in range(outputs)]

    def forward(self, inputs):
        return [sum(map(float.__mul__, row, inputs)) + row[-1] for row in self.rows]

    def backward(self, inputs, errors):
        """Gradient with respect to the inputs."""
        gradient = [0.0] * len(inputs)
        for row, error in zip(self.rows, errors):
            for index in range(len(inputs)):
                gradient[index] += error * row[index]
        return gradient

    def update(self, inputs, errors, rate, momentum, weight_decay):
        inputs = inputs + [1.0]
        for row, step, error in zip(self.rows, self.steps, errors):
            for index, value in enumerate(inputs):
                step[index] = (
                    momentum * step[index]  #ABLATABLE_COMPONENT(name=momentum)
                    - rate * error * value
                    - rate * weight_decay * row[index]  #ABLATABLE_COMPONENT(name=weight_decay)
                )
                row[index] += step[index]


def softmax(scores):
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def predict(layers, image):
    hidden = [math.tanh(value) for value in layers[0].forward(image)]
    scores = layers[1].forward(hidden)
    return hidden, softmax(scores)


def train(layers, images, epochs, rate):
    for epoch in range(epochs):
        random.shuffle(images)
        loss = 0.0
        for image, label in images:
            for augment in AUGMENTATIONS:
                image = augment(image)
            image = center(image)
            hidden, probabilities = predict(layers, image)
            loss -= math.log(max(probabilities[label], 1e-12))
            errors = [value - (1.0 if index == label else 0.0) for index, value in enumerate(probabilities)]
            clip_gradient(errors, 0.7)  #ABLATABLE_COMPONENT(name=clipping)
            hidden_errors = [
                error * (1.0 - value * value) for error, value in zip(layers[1].backward(hidden, errors), hidden)
            ]
            layers[1].update(hidden, errors, rate, momentum=0.8, weight_decay=1e-3)
            layers[0].update(image, hidden_errors, rate, momentum=0.8, weight_decay=1e-3)
        rate *= 0.92  #ABLATABLE_COMPONENT(name=rate_decay)
        print(f"epoch {epoch + 1}/{epochs} train_loss {loss / len(images):.4f}")


def accuracy(layers, images):
    right = 0
    for image, label in images:
        _, probabilities = predict(layers, center(image))
        right += probabilities.index(max(probabilities)) == label
    return right / len(images)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0, help="seed of the weights, the order and the augmentation")
    arguments = parser.parse_args()

    data = random.Random(2026)
    training_images, test_images = make_images(150, data), make_images(1000, data)

    random.seed(arguments.seed)
    layers = [Layer(64, 24), Layer(24, 10)]
    train(layers, training_images, arguments.epochs, rate=0.02)
    print(f"METRIC test_accuracy={accuracy(layers, test_images):.4f}")


if __name__ == "__main__":
    main()
