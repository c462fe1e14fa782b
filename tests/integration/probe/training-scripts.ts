/** A convolutional network on random images: a DataLoader with workers on request, a scheduler, an evaluation. */
export const CNN = `import sys
import torch, torch.nn as nn
from torch.utils.data import DataLoader, Dataset

WORKERS = int(sys.argv[1]) if len(sys.argv) > 1 else 0
EPOCHS = 3

class Shift:
    def __init__(self, most): self.most = most
    def __call__(self, image): return image.roll(int(torch.randint(-self.most, self.most + 1, ())), 2)
    def __repr__(self): return "Shift(%d)" % self.most

class Images(Dataset):
    def __init__(self, count, seed, transform=None):
        generator = torch.Generator().manual_seed(seed)
        self.data = torch.randn(count, 1, 8, 8, generator=generator)
        self.targets = (self.data.mean((1, 2, 3)) > 0).long()
        self.transform = transform
    def __len__(self): return len(self.data)
    def __getitem__(self, index):
        image = self.data[index]
        return self.transform(image) if self.transform else image, self.targets[index]

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3, padding=1)
        self.bn = nn.BatchNorm2d(4)
        self.conv2 = nn.Conv2d(4, 4, 3, padding=1)
        self.unused = nn.Linear(3, 3)
        self.drop = nn.Dropout(0.2)
        self.fc = nn.Linear(4 * 64, 2)
    def forward(self, x):
        x = torch.relu(self.bn(self.conv1(x)))
        return self.fc(self.drop(torch.relu(self.conv2(x)).flatten(1)))

def evaluate(model, loader):
    model.eval()
    right = total = 0
    with torch.no_grad():
        for images, labels in loader:
            right += (model(images).argmax(1) == labels).sum().item()
            total += len(labels)
    return right / total

def main():
    torch.manual_seed(0)
    train = DataLoader(Images(120, 0, Shift(2)), batch_size=8, shuffle=True, num_workers=WORKERS)
    test = DataLoader(Images(60, 1), batch_size=16)
    model = Net()
    model.conv1.bias.requires_grad_(False)
    optimizer = torch.optim.SGD([{"params": model.conv1.parameters(), "lr": 0.01}, {"params": model.fc.parameters()}], lr=0.1, momentum=0.9)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda epoch: 0.5 ** epoch)
    criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0]))
    for epoch in range(EPOCHS):
        model.train()
        for images, labels in train:
            optimizer.zero_grad()
            loss = criterion(model(images), labels)
            loss.backward()
            optimizer.step()
        scheduler.step()
        print(epoch, loss.item().hex(), evaluate(model, test), flush=True)
    print(sum(float(value.double().sum()) for value in model.state_dict().values()).hex(), torch.rand(1).item().hex())

if __name__ == "__main__":
    main()
`;

/** Two optimizers that take turns, on batches made by hand. */
export const GAN = `import torch, torch.nn as nn, torch.nn.functional as F
torch.manual_seed(0)
generator = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))
critic = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
step_g = torch.optim.Adam(generator.parameters(), lr=1e-3, betas=(0.5, 0.9))
step_d = torch.optim.RMSprop(critic.parameters(), lr=1e-3)
data = torch.randn(640, 2)
for epoch in range(500):
    for start in range(0, len(data), 32):
        real = data[start:start + 32]
        fake = generator(torch.randn(len(real), 4))
        loss_d = F.softplus(-critic(real)).mean() + F.softplus(critic(fake.detach())).mean()
        step_d.zero_grad(); loss_d.backward(); step_d.step()
        loss_g = F.softplus(-critic(fake)).mean()
        step_g.zero_grad(); loss_g.backward(); step_g.step()
    print(epoch, loss_d.item(), loss_g.item(), flush=True)
`;
