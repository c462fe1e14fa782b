"""A GAN for a ring of eight Gaussians. Metric: modes covered and share of good samples."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils import spectral_norm


class Config:
    seed = 3
    z_dim = 4
    hidden = 64
    batch_size = 128
    steps = 500
    lr_g = 1e-3
    lr_d = 1e-3
    betas = (0.5, 0.9)
    real_label = 0.9  #ABLATABLE_COMPONENT(name=label_smoothing, replace=1.0)
    gp_weight = 0.2
    fm_weight = 0.5
    eval_samples = 2000


cfg = Config()
torch.manual_seed(cfg.seed)

CENTERS = torch.tensor([[math.cos(a * math.pi / 4), math.sin(a * math.pi / 4)] for a in range(8)])


def sample_real(n):
    k = torch.randint(0, 8, (n,))
    return CENTERS[k] + 0.05 * torch.randn(n, 2)


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.main = nn.Sequential(
            nn.Linear(cfg.z_dim, cfg.hidden),
            nn.BatchNorm1d(cfg.hidden),  #ABLATABLE_COMPONENT(name=generator_bn)
            nn.ReLU(True),
            nn.Linear(cfg.hidden, cfg.hidden),
            nn.ReLU(True),
            nn.Linear(cfg.hidden, 2),
        )

    def forward(self, z):
        return self.main(z)


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.l1 = spectral_norm(nn.Linear(2, cfg.hidden))
        self.l2 = spectral_norm(nn.Linear(cfg.hidden, cfg.hidden))
        self.out = nn.Linear(cfg.hidden, 1)

    def features(self, x):
        h = F.leaky_relu(self.l1(x), 0.2)
        return F.leaky_relu(self.l2(h), 0.2)

    def forward(self, x):
        return self.out(self.features(x)).squeeze(1)


def perturb(x, sigma):
    return x + sigma * torch.randn_like(x)


def gradient_penalty(netD, real):
    real = real.detach().requires_grad_(True)
    grad = torch.autograd.grad(netD(real).sum(), real, create_graph=True)[0]
    return grad.pow(2).sum(1).mean()


netG, netD = Generator(), Discriminator()
optG = torch.optim.Adam(netG.parameters(), lr=cfg.lr_g, betas=cfg.betas)
optD = torch.optim.Adam(netD.parameters(), lr=cfg.lr_d, betas=cfg.betas)
bce = nn.BCEWithLogitsLoss()

for step in range(1, cfg.steps + 1):
    # --- discriminator ---
    real = sample_real(cfg.batch_size)
    fake = netG(torch.randn(cfg.batch_size, cfg.z_dim)).detach()
    # instance noise, annealed
    sigma = 0.1 * (1 - step / cfg.steps)
    real, fake = perturb(real, sigma), perturb(fake, sigma)  #ABLATABLE_COMPONENT(name=instance_noise)
    optD.zero_grad()
    loss_real = bce(netD(real), torch.full((cfg.batch_size,), cfg.real_label))
    loss_fake = bce(netD(fake), torch.zeros(cfg.batch_size))
    lossD = loss_real + loss_fake
    lossD = lossD + cfg.gp_weight * gradient_penalty(netD, real)  #ABLATABLE_COMPONENT(name=gp)
    lossD.backward()
    optD.step()

    # --- generator ---
    optG.zero_grad()
    fake = netG(torch.randn(cfg.batch_size, cfg.z_dim))
    lossG = bce(netD(fake), torch.ones(cfg.batch_size))
    fm = F.mse_loss(netD.features(fake).mean(0), netD.features(real).mean(0).detach())
    lossG = lossG + cfg.fm_weight * fm  #ABLATABLE_COMPONENT(name=feature_matching, term=cfg.fm_weight * fm)
    lossG.backward()
    optG.step()
    if step % 100 == 0:
        print(f"[{step}/{cfg.steps}] D {lossD.item():.3f} G {lossG.item():.3f}")

netG.eval()
with torch.no_grad():
    samples = netG(torch.randn(cfg.eval_samples, cfg.z_dim))
    distance, nearest = torch.cdist(samples, CENTERS).min(1)
    good = distance < 0.2
    covered = len(set(nearest[good].tolist()))
print(f"METRIC good_samples={good.float().mean().item():.4f} modes={covered}")
