"""Denoising diffusion on two moons, class-conditional, on one screen (well, two)."""
import contextlib
import functools
import math
import time

import numpy as np
import torch
from sklearn.datasets import make_moons
from torch import nn

T = 60
STEPS = 350
BATCH = 256
WIDTH = 64
LR = 3e-3
EMA_DECAY = 0.98
P_UNCOND = 0.15
GUIDANCE = 0.5
NULL_CLASS = 2
USE_FOURIER = True  #ABLATABLE_COMPONENT(name=fourier_features)


def timed(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        result = fn(*args, **kwargs)
        print(f"{fn.__name__} {'done' if time.perf_counter() - start < 1e3 else 'slow'}")
        return result
    return wrapper


def schedule(kind: str) -> torch.Tensor:
    match kind:
        case "linear":
            betas = torch.linspace(1e-4, 0.15, T)
        case "cosine":
            s = torch.cos((torch.arange(T + 1) / T + 0.008) / 1.008 * math.pi / 2) ** 2
            betas = (1 - s[1:] / s[:-1]).clamp(max=0.9)
        case _:
            raise KeyError(kind)
    return betas


betas = schedule("linear")
alphas_bar = torch.cumprod(1 - betas, 0)


class Fourier(nn.Module):
    def __init__(self, dim_in, n_freq=8, scale=1.0):
        super().__init__()
        self.register_buffer("freq", torch.randn(dim_in, n_freq) * scale)

    def forward(self, x):
        proj = 2 * math.pi * x @ self.freq
        return torch.cat([x, proj.sin(), proj.cos()], dim=-1)


class Denoiser(nn.Module):
    def __init__(self, width=WIDTH):
        super().__init__()
        self.features = Fourier(2, 8, 0.25) if USE_FOURIER else nn.Identity()
        self.embed = nn.ModuleDict({
            "time": nn.Sequential(nn.Linear(1, width), nn.SiLU(), nn.Linear(width, width)),
            "label": nn.Embedding(3, width),
        })
        self.inp = nn.Linear(18 if USE_FOURIER else 2, width)
        self.mid = nn.ModuleList(nn.Linear(width, width) for _ in range(3))
        self.norms = nn.ModuleList([
            nn.LayerNorm(width),
            nn.LayerNorm(width),
            nn.LayerNorm(width),
        ])
        self.out = nn.Linear(width, 2)

    def forward(self, x, t, y):
        cond = self.embed["label"](y)
        cond = cond + self.embed["time"](t[:, None] / T)  #ABLATABLE_COMPONENT(name=time_embedding)
        h = self.inp(self.features(x))
        for lin, norm in zip(self.mid, self.norms):
            h = h + nn.functional.silu(lin(norm(h) + cond))
        return self.out(h)


class EMA:
    def __init__(self, model, decay):
        self.model, self.decay = model, decay
        self.shadow = {k: v.detach().clone() for k, v in model.named_parameters()}

    @torch.no_grad()
    def update(self):
        for k, v in self.model.named_parameters():
            self.shadow[k].lerp_(v, 1 - self.decay)

    @contextlib.contextmanager
    def average_parameters(self):
        backup = {k: v.detach().clone() for k, v in self.model.named_parameters()}
        self.model.load_state_dict(self.shadow, strict=False)
        try:
            yield
        finally:
            self.model.load_state_dict(backup, strict=False)


@timed
def train(model, ema, x, y):
    opt = torch.optim.AdamW(
        model.parameters(), lr=LR,
        amsgrad=True,  #ABLATABLE_COMPONENT(name=amsgrad)
    )
    running = None
    for step in range(1, STEPS + 1):
        idx = torch.randint(len(x), (BATCH,))
        x0, label = x[idx], y[idx]
        t = torch.randint(T, (BATCH,))
        t[BATCH // 2:] = T - 1 - t[:BATCH // 2]  #ABLATABLE_COMPONENT(name=antithetic_times)
        if P_UNCOND > 0:
            label = torch.where(torch.rand(BATCH) < P_UNCOND, NULL_CLASS, label)
        noise = torch.randn_like(x0)
        ab = alphas_bar[t][:, None]
        xt = ab.sqrt() * x0 + (1 - ab).sqrt() * noise
        per_sample = (model(xt, t, label) - noise).pow(2).mean(1)
        weight = (ab / (1 - ab)).squeeze(1).clamp(0.5, 5.0)
        loss = (
            per_sample
            * weight.rsqrt()  #ABLATABLE_COMPONENT(name=snr_weight)
        ).mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
        ema.update()
        running = loss.item() if running is None else 0.98 * running + 0.02 * loss.item()
        if step % 100 == 0:
            print(f"step {step:4d} loss {running:.4f}")


@timed
@torch.no_grad()
def sample(model, y):
    x = torch.randn(len(y), 2)
    for i in reversed(range(T)):
        t = torch.full((len(y),), i)
        eps = model(x, t, y)
        eps = eps + GUIDANCE * (eps - model(x, t, torch.full_like(y, NULL_CLASS)))  #ABLATABLE_COMPONENT(name=guidance)
        mean = (x - betas[i] / (1 - alphas_bar[i]).sqrt() * eps) / (1 - betas[i]).sqrt()
        x = mean + (betas[i].sqrt() * torch.randn_like(x) if i else 0)
    return x


def energy_distance(a, b):
    cross, aa, bb = torch.cdist(a, b).mean(), torch.cdist(a, a).mean(), torch.cdist(b, b).mean()
    return (2 * cross - aa - bb).clamp(min=0).sqrt().item()


def main(seed=5):
    torch.manual_seed(seed)
    x, y = make_moons(2500, noise=0.06, random_state=seed)
    x = (x - x.mean(0)) / x.std(0)
    x, y = torch.tensor(x, dtype=torch.float32), torch.tensor(y)
    x_fit, y_fit, x_ref, y_ref = x[:2000], y[:2000], x[2000:], y[2000:]

    model = Denoiser()
    ema = EMA(model, EMA_DECAY)
    train(model, ema, x_fit, y_fit)
    model.eval()
    with ema.average_parameters():  #ABLATABLE_COMPONENT(name=averaged_weights)
        samples = sample(model, y_ref)
    dist = np.mean([energy_distance(samples[y_ref == c], x_ref[y_ref == c]) for c in (0, 1)])
    print(f"energy distance: {dist:.4f}")


if __name__ == "__main__":
    main()
