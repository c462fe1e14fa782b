import numpy as np
import torch
from torch.utils.data import Dataset


class RandomFlip:
    def __init__(self, axis, p=0.5):
        self.axis, self.p = axis, p

    def __call__(self, img, mask, rng):
        if rng.random() < self.p:
            img, mask = np.flip(img, self.axis), np.flip(mask, self.axis)
        return img, mask


class GaussianNoise:
    def __init__(self, sigma):
        self.sigma = sigma

    def __call__(self, img, mask, rng):
        return img + rng.normal(0, self.sigma, img.shape), mask


class ShapesDataset(Dataset):
    """Noisy images with one disc (to be segmented) and one rectangle (not to be)."""

    def __init__(self, n, size=32, seed=0, transforms=None):
        gen = np.random.default_rng(seed)
        self.samples = [self._draw(gen, size) for _ in range(n)]
        self.transforms = transforms or []
        self.rng = np.random.default_rng(seed + 1)

    @staticmethod
    def _draw(gen, size):
        yy, xx = np.mgrid[:size, :size]
        cy, cx, r = gen.integers(8, size - 8), gen.integers(8, size - 8), gen.integers(3, 8)
        mask = (yy - cy) ** 2 + (xx - cx) ** 2 <= r ** 2
        top, left, h, w = gen.integers(0, size - 8, 2).tolist() + gen.integers(4, 9, 2).tolist()
        img = np.zeros((size, size))
        img[top:top + h, left:left + w] = 0.8
        img[mask] = 1.0
        img += gen.normal(0, 0.35, img.shape)
        return img.astype(np.float32), mask.astype(np.float32)

    def __len__(self):
        return len(self.samples)

    def __getitem__(self, idx):
        img, mask = self.samples[idx]
        for t in self.transforms:
            img, mask = t(img, mask, self.rng)
        return {
            'image': torch.as_tensor(np.ascontiguousarray(img)).float()[None],
            'mask': torch.as_tensor(np.ascontiguousarray(mask)).float()[None],
        }


def build_datasets(n_train, n_val):
    train_tfms = [
        RandomFlip(axis=0),  #ABLATABLE_COMPONENT(name=vflip)
        RandomFlip(axis=1),
        GaussianNoise(0.1),
    ]
    return ShapesDataset(n_train, seed=0, transforms=train_tfms), ShapesDataset(n_val, seed=1000)
