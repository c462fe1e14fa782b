"""A small convolutional network on scikit-learn's 8x8 digits, in plain PyTorch."""

import argparse

import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch.utils.data import DataLoader, TensorDataset


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, 3, padding=1)
        self.bn1 = nn.BatchNorm2d(16)  #ABLATABLE_COMPONENT
        self.conv2 = nn.Conv2d(16, 16, 3, padding=1)  #ABLATABLE_COMPONENT
        self.bn2 = nn.BatchNorm2d(16)  #ABLATABLE_COMPONENT
        self.dropout = nn.Dropout(0.3)  #ABLATABLE_COMPONENT
        self.fc = nn.Linear(16 * 4 * 4, 10)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        x = F.relu(self.bn2(self.conv2(x)))
        x = F.max_pool2d(x, 2)
        x = self.dropout(x.flatten(1))
        return self.fc(x)


def shift_randomly(images):
    """Moves the whole batch by up to one pixel in each direction."""
    down, right = torch.randint(-1, 2, (2,)).tolist()
    return torch.roll(images, (down, right), dims=(2, 3))


def evaluate(model, loader):
    model.eval()
    correct = total = 0
    with torch.no_grad():
        for images, labels in loader:
            predictions = model(images).argmax(dim=1)
            correct += (predictions == labels).sum().item()
            total += len(labels)
    return correct / total


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=6)
    arguments = parser.parse_args()

    torch.manual_seed(0)
    images, labels = load_digits(return_X_y=True)
    images = torch.tensor(images, dtype=torch.float32).reshape(-1, 1, 8, 8) / 16
    labels = torch.tensor(labels)
    train_x, test_x, train_y, test_y = train_test_split(
        images, labels, test_size=0.3, random_state=0, stratify=labels
    )
    train_loader = DataLoader(TensorDataset(train_x, train_y), batch_size=64, shuffle=True)
    test_loader = DataLoader(TensorDataset(test_x, test_y), batch_size=256)

    model = Net()
    optimizer = torch.optim.AdamW(
        model.parameters(),
        lr=3e-3,
        weight_decay=1e-2,  #ABLATABLE_COMPONENT
    )
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, arguments.epochs)
    criterion = nn.CrossEntropyLoss(label_smoothing=0.05)

    for epoch in range(arguments.epochs):
        model.train()
        running = 0.0
        for batch, target in train_loader:
            batch = shift_randomly(batch)  #ABLATABLE_COMPONENT(name=augmentation, replace=batch)
            optimizer.zero_grad()
            loss = criterion(model(batch), target)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)  #ABLATABLE_COMPONENT
            optimizer.step()
            running += loss.item() * len(batch)
        scheduler.step()  #ABLATABLE_COMPONENT(name=scheduler)
        print(f"epoch {epoch + 1}: train loss {running / len(train_x):.4f}, test acc {evaluate(model, test_loader):.4f}")


if __name__ == "__main__":
    main()
