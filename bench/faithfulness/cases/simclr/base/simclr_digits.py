# SimCLR on 8x8 digits + linear probe. Everything in one file, just run it.
# (c) whoever, 2023. Based on sthalles/SimCLR but w/o the CUDA parts
import random
from collections import OrderedDict
from itertools import chain

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

SEED = 7
EPOCHS = 5
BATCH = 128
LR = 0.01
TEMPERATURE = 0.2
N_TRAIN = 1000
FEAT_DIM, PROJ_DIM = 64, 32

random.seed(SEED); np.random.seed(SEED); torch.manual_seed(SEED)

X, Y = load_digits(return_X_y=True)
X = torch.from_numpy(X.reshape(-1, 1, 8, 8) / 16.).float()
X_tr, X_te = X[:N_TRAIN], X[N_TRAIN:]
Y_tr, Y_te = Y[:N_TRAIN], Y[N_TRAIN:]


# ---------------------------------------------------------------- augmentations
def rand_shift(x):
    dy, dx = (int(torch.randint(-1, 2, ())) for _ in range(2))
    return torch.roll(x, (dy, dx), (2, 3))


def rand_noise(x, sigma=0.15):
    return x + sigma * torch.randn_like(x)


def rand_cutout(x):
    n = x.size(0)
    cy, cx = torch.randint(0, 7, (n, 1, 1)), torch.randint(0, 7, (n, 1, 1))
    yy, xx = torch.arange(8).view(1, 8, 1), torch.arange(8).view(1, 1, 8)
    hole = (yy >= cy) & (yy < cy + 2) & (xx >= cx) & (xx < cx + 2)
    return x.masked_fill(hole.unsqueeze(1), 0.)


AUGS = [
    rand_shift,
    rand_noise,
    rand_cutout,  #ABLATABLE_COMPONENT(name=cutout)
]


def augment(x):
    for aug in AUGS:
        x = aug(x)
    return x


# ---------------------------------------------------------------- model
encoder = nn.Sequential(OrderedDict([
    ("conv1", nn.Conv2d(1, 16, 3, padding=1)),
    ("relu1", nn.ReLU()),
    ("conv2", nn.Conv2d(16, 32, 3, padding=1)),
    ("bn2", nn.BatchNorm2d(32)),  #ABLATABLE_COMPONENT(name=encoder_bn)
    ("relu2", nn.ReLU()),
    ("pool", nn.MaxPool2d(2)),
    ("flat", nn.Flatten()),
    ("fc", nn.Linear(32 * 4 * 4, FEAT_DIM)),
]))

#ABLATABLE_COMPONENT(name=projection_head)
projector = nn.Sequential(OrderedDict([
    ("fc1", nn.Linear(FEAT_DIM, FEAT_DIM)),
    ("relu", nn.ReLU()),
    ("fc2", nn.Linear(FEAT_DIM, PROJ_DIM)),
]))

opt = torch.optim.SGD(
    chain(encoder.parameters(), projector.parameters()),
    lr=LR,
    momentum=0.9,  #ABLATABLE_COMPONENT(name=momentum)
    weight_decay=1e-4,
)

#ABLATION_HINT_START(name=lr_annealing)
# Cosine annealing of the learning rate over all steps. Without it the rate stays at LR.
#ABLATION_HINT_END
n_steps = EPOCHS * (N_TRAIN // BATCH)
sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=n_steps)


# ---------------------------------------------------------------- loss
def nt_xent(h1, h2):
    n = h1.size(0)
    z = torch.cat([h1, h2])
    z = F.normalize(z, dim=1)  #ABLATABLE_COMPONENT(name=l2_normalize)
    sim = z @ z.t()
    sim = sim / TEMPERATURE  #ABLATABLE_COMPONENT(name=temperature)
    sim.masked_fill_(torch.eye(2 * n, dtype=torch.bool), -1e9)
    target = torch.cat([torch.arange(n) + n, torch.arange(n)])
    return F.cross_entropy(sim, target)


def variance_penalty(h):
    """Keeps the std of each feature above one (from VICReg)."""
    return F.relu(1 - torch.sqrt(h.var(dim=0) + 1e-4)).mean()


# ---------------------------------------------------------------- train
encoder.train()
projector.train()
for ep in range(EPOCHS):
    perm = torch.randperm(N_TRAIN)
    tot = 0.
    for i in range(N_TRAIN // BATCH):
        xb = X_tr[perm[i * BATCH:(i + 1) * BATCH]]
        f1, f2 = encoder(augment(xb)), encoder(augment(xb))
        loss = nt_xent(projector(f1), projector(f2))
        loss += 0.5 * (variance_penalty(f1) + variance_penalty(f2))  #ABLATABLE_COMPONENT(name=variance)
        opt.zero_grad()
        loss.backward()
        opt.step()
        sched.step()
        tot += loss.item()
    print("epoch %d  loss %.4f" % (ep, tot / (N_TRAIN // BATCH)))

# ---------------------------------------------------------------- linear probe
encoder.eval()
with torch.no_grad():
    F_tr, F_te = encoder(X_tr).numpy(), encoder(X_te).numpy()
scaler = StandardScaler().fit(F_tr)
probe = LogisticRegression(max_iter=200, C=0.1).fit(scaler.transform(F_tr), Y_tr)
acc = probe.score(scaler.transform(F_te), Y_te)
print("linear probe acc = %.2f%%" % (100 * acc))
