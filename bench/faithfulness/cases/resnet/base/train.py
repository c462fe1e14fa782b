import math
import time

import numpy as np
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.optim.lr_scheduler import LambdaLR

EPOCHS = 3
BATCH_SIZE = 50
LR = 0.05
WARMUP_STEPS = 20
MAX_NORM = 0.2
SEED = 1


def conv3x3(in_planes, planes, stride=1):
    return nn.Conv2d(in_planes, planes, 3, stride=stride, padding=1, bias=False)


class SEBlock(nn.Module):
    """Squeeze-and-excitation."""

    def __init__(self, channels, reduction=4):
        super().__init__()
        self.fc1 = nn.Linear(channels, channels // reduction)
        self.fc2 = nn.Linear(channels // reduction, channels)

    def forward(self, x):
        w = x.mean(dim=(2, 3))
        w = torch.sigmoid(self.fc2(torch.relu(self.fc1(w))))
        return x * w[:, :, None, None]


class BasicBlock(nn.Module):
    def __init__(self, in_planes, planes, stride=1):
        super().__init__()
        self.conv1 = conv3x3(in_planes, planes, stride)
        self.bn1 = nn.BatchNorm2d(planes)
        self.conv2 = conv3x3(planes, planes)
        self.bn2 = nn.BatchNorm2d(planes)
        self.se = SEBlock(planes)  #ABLATABLE_COMPONENT
        if stride != 1 or in_planes != planes:
            self.shortcut = nn.Sequential(
                nn.Conv2d(in_planes, planes, 1, stride=stride, bias=False),
                nn.BatchNorm2d(planes),
            )
        else:
            self.shortcut = nn.Identity()

    def forward(self, x):
        out = torch.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        out = self.se(out)
        out = out + self.shortcut(x)  #ABLATABLE_COMPONENT(name=residual, term=self.shortcut(x))
        return torch.relu(out)


class ResNet(nn.Module):
    def __init__(self, width=12, num_classes=10):
        super().__init__()
        self.stem = nn.Sequential(
            conv3x3(1, width),
            nn.BatchNorm2d(width),
            nn.ReLU(),
        )
        self.layer1 = BasicBlock(width, width)
        self.layer2 = BasicBlock(width, 2 * width, stride=2)
        self.layer3 = BasicBlock(2 * width, 2 * width)  #ABLATABLE_COMPONENT
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.head = nn.Linear(2 * width, num_classes)
        self._init_weights()

    def _init_weights(self):
        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                nn.init.kaiming_normal_(m.weight, mode="fan_out", nonlinearity="relu")
        # zero-initialise the last BN of each block, so that it starts as an identity
        #ABLATABLE_COMPONENT(name=zero_init)
        for m in self.modules():
            if isinstance(m, BasicBlock):
                nn.init.zeros_(m.bn2.weight)

    def forward(self, x):
        x = self.stem(x)
        x = self.layer1(x)
        x = self.layer2(x)
        x = self.layer3(x)
        return self.head(self.pool(x).flatten(1))


def load_data():
    x, y = load_digits(return_X_y=True)
    x = torch.tensor(x / 16, dtype=torch.float32).view(-1, 1, 8, 8)
    y = torch.tensor(y)
    order = torch.randperm(len(x), generator=torch.Generator().manual_seed(0))
    n_test = 400
    test, train = order[:n_test], order[n_test:]
    mean, std = x[train].mean(), x[train].std()
    x = (x - mean) / std
    return x[train], y[train], x[test], y[test]


def accuracy(model, x, y):
    model.eval()
    with torch.no_grad():
        return (model(x).argmax(1) == y).float().mean().item()


def main():
    torch.manual_seed(SEED)
    np.random.seed(SEED)
    x_train, y_train, x_test, y_test = load_data()
    model = ResNet()
    optimizer = torch.optim.SGD(model.parameters(), lr=LR, momentum=0.9, weight_decay=5e-4, nesterov=True)
    total_steps = EPOCHS * math.ceil(len(x_train) / BATCH_SIZE)

    def lr_lambda(step):
        warmup = min(1.0, (step + 1) / WARMUP_STEPS)  #ABLATABLE_COMPONENT(name=warmup, replace=1.0)
        return warmup * 0.5 * (1 + math.cos(math.pi * step / total_steps))

    scheduler = LambdaLR(optimizer, lr_lambda)
    loss_fn = nn.CrossEntropyLoss()
    start = time.time()
    for epoch in range(EPOCHS):
        model.train()
        for idx in torch.randperm(len(x_train)).split(BATCH_SIZE):
            optimizer.zero_grad()
            loss = loss_fn(model(x_train[idx]), y_train[idx])
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), MAX_NORM)  #ABLATABLE_COMPONENT(name=clip)
            optimizer.step()
            scheduler.step()
        print(f"[{epoch + 1}] loss {loss.item():.4f} test acc {accuracy(model, x_test, y_test):.4f}")
    print(f"final test accuracy: {accuracy(model, x_test, y_test):.4f}")


if __name__ == "__main__":
    main()
