import random

import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch.utils.data import DataLoader, Dataset


def shift(image):
    return torch.roll(image, (random.randint(-1, 1), random.randint(-1, 1)), (1, 2))


def erase(image):
    """Sets a 2x2 patch to zero."""
    image = image.clone()
    row, column = random.randrange(7), random.randrange(7)
    image[:, row : row + 2, column : column + 2] = 0
    return image


TRANSFORMS = {"shift": shift, "erase": erase}


class Digits(Dataset):
    def __init__(self, images, labels, transforms=()):
        self.images = torch.tensor(images, dtype=torch.float32)[:, None] / 16
        self.labels = torch.tensor(labels)
        self.transforms = [TRANSFORMS[name] for name in transforms]

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, index):
        image = self.images[index]
        for transform in self.transforms:
            image = transform(image)
        return image, self.labels[index]


def build_loaders(config):
    digits = load_digits()
    x_train, x_test, y_train, y_test = train_test_split(
        digits.images, digits.target, test_size=config["test_fraction"], random_state=0
    )
    train_set = Digits(x_train, y_train, config["transforms"])
    test_set = Digits(x_test, y_test)
    return (
        DataLoader(train_set, batch_size=config["batch_size"], shuffle=True),
        DataLoader(test_set, batch_size=256),
    )
