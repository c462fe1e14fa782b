"""VAE on digits; reports the held-out reconstruction error."""
import argparse

import numpy as np
import torch
from sklearn.datasets import load_digits
from torch import nn, optim
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

parser = argparse.ArgumentParser(description="VAE digits")
parser.add_argument("--batch-size", type=int, default=64)
parser.add_argument("--epochs", type=int, default=12)
parser.add_argument("--latent", type=int, default=8)
parser.add_argument("--beta", type=float, default=0.5)
parser.add_argument("--seed", type=int, default=42)
args = parser.parse_args()

torch.manual_seed(args.seed)
np.random.seed(args.seed)

data = torch.tensor(load_digits().data / 16.0, dtype=torch.float32)
perm = torch.randperm(len(data), generator=torch.Generator().manual_seed(123))
train_data, test_data = data[perm[:1400]], data[perm[1400:]]
train_loader = DataLoader(TensorDataset(train_data), batch_size=args.batch_size, shuffle=True, drop_last=True)
test_loader = DataLoader(TensorDataset(test_data), batch_size=args.batch_size)


class Encoder(nn.Module):
    def __init__(self, latent):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(64, 128),
            nn.BatchNorm1d(128),  #ABLATABLE_COMPONENT(name=encoder_norm)
            nn.ReLU(),
        )
        self.mu = nn.Linear(128, latent)
        self.logvar = nn.Linear(128, latent)

    def forward(self, x):
        h = self.net(x)
        return self.mu(h), self.logvar(h)


class VAE(nn.Module):
    def __init__(self, latent):
        super().__init__()
        self.encoder = Encoder(latent)
        self.decoder = nn.Sequential(
            nn.Linear(latent, 64),
            nn.ReLU(),
            nn.Linear(64, 128),  #ABLATABLE_COMPONENT(name=decoder_hidden)
            nn.ReLU(),
            nn.Linear(128, 64),
        )

    def reparameterize(self, mu, logvar):
        std = torch.exp(0.5 * logvar)
        return mu + std * torch.randn_like(std)  #ABLATABLE_COMPONENT(name=sampling, term=std * torch.randn_like(std))

    def forward(self, x):
        mu, logvar = self.encoder(x)
        z = self.reparameterize(mu, logvar) if self.training else mu
        return torch.sigmoid(self.decoder(z)), mu, logvar


def corrupt(x, p=0.15):
    mask = (torch.rand_like(x) > p).float()
    return x * mask


def loss_function(recon, x, mu, logvar, beta):
    bce = F.binary_cross_entropy(recon, x, reduction="sum")
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    loss = bce + beta * kld  #ABLATABLE_COMPONENT(name=kld, term=beta * kld)
    return loss / len(x)


model = VAE(args.latent)
optimizer = optim.Adam(model.parameters(), lr=2e-3)


def train(epoch):
    model.train()
    beta = args.beta
    beta = beta * min(1.0, epoch / 5)  #ABLATABLE_COMPONENT(name=kl_warmup)
    total = 0.0
    for (x,) in train_loader:
        optimizer.zero_grad()
        recon, mu, logvar = model(
            corrupt(x)  #ABLATABLE_COMPONENT(name=corruption, replace=x)
        )
        loss = loss_function(recon, x, mu, logvar, beta)
        loss.backward()
        optimizer.step()
        total += loss.item()
    print("epoch {:2d}  train loss {:.4f}".format(epoch, total / len(train_loader)))


def test():
    model.eval()
    error = 0.0
    with torch.no_grad():
        for (x,) in test_loader:
            recon, _, _ = model(x)
            error += F.mse_loss(recon, x, reduction="sum").item()
    return error / test_data.numel()


if __name__ == "__main__":
    for epoch in range(1, args.epochs + 1):
        train(epoch)
    print(f"METRIC test_mse={test():.5f}")
