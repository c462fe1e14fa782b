#!/usr/bin/env python
# coding: utf-8

# # A2C on the windy grid
# Notebook for the reading group, exported with nbconvert.

# In[1]:


import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from collections import deque


# In[2]:


SEED = 5
N_ENVS = 8
N_STEPS = 16
UPDATES = 120
GAMMA = 0.97
LAMBDA = 0.9
ENT_COEF = 0.02
VF_COEF = 0.5
LR = 4e-3

torch.manual_seed(SEED)
rng = np.random.RandomState(SEED)


# In[3]:


class WindyGrid:
    """7 x 7 grid, wind from the south in the middle columns, goal on the right. Observation: position and goal."""

    size, wind, limit = 7, [0, 0, 0, 1, 1, 0, 0], 40

    def __init__(self, rng):
        self.rng = rng

    def reset(self):
        self.x, self.y, self.t = 0, self.rng.randint(self.size), 0
        self.goal = (self.size - 1, self.rng.randint(self.size))
        return self.observe()

    def observe(self):
        return np.array([self.x, self.y, *self.goal], dtype=np.float32)

    def step(self, action):
        dx, dy = [(1, 0), (-1, 0), (0, 1), (0, -1)][action]
        lift = self.wind[self.x] if self.rng.rand() < 0.4 else 0
        self.x = int(np.clip(self.x + dx, 0, self.size - 1))
        self.y = int(np.clip(self.y + dy + lift, 0, self.size - 1))
        self.t += 1
        arrived = (self.x, self.y) == self.goal
        distance = abs(self.x - self.goal[0]) + abs(self.y - self.goal[1])
        return self.observe(), (10.0 if arrived else -0.1 * distance), arrived or self.t >= self.limit


class ScaledObs:
    """Wrapper: observations between -1 and 1."""

    def __init__(self, env):
        self.env = env

    def reset(self):
        return self.env.reset() / 3.0 - 1.0

    def step(self, action):
        obs, reward, done = self.env.step(action)
        return obs / 3.0 - 1.0, reward, done


class RunningStd:
    def __init__(self):
        self.n, self.mean, self.m2 = 0, 0.0, 0.0

    def update(self, values):
        for v in np.ravel(values):
            self.n += 1
            d = v - self.mean
            self.mean += d / self.n
            self.m2 += d * (v - self.mean)

    @property
    def std(self):
        return np.sqrt(self.m2 / max(self.n - 1, 1)) + 1e-6


# In[4]:


class ActorCritic(nn.Module):
    def __init__(self, n_obs=4, n_actions=4, hidden=48):
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(n_obs, hidden),
            nn.LayerNorm(hidden),  #ABLATABLE_COMPONENT(name=body_norm)
            nn.Tanh(),
            nn.Linear(hidden, hidden),
            nn.Tanh(),
        )
        self.pi = nn.Linear(hidden, n_actions)
        self.v = nn.Linear(hidden, 1)

    def forward(self, obs):
        h = self.body(obs)
        return self.pi(h), self.v(h).squeeze(-1)


# In[5]:


def make_env():
    env = WindyGrid(rng)
    env = ScaledObs(env)  #ABLATABLE_COMPONENT(name=scaled_obs)
    return env


envs = [make_env() for _ in range(N_ENVS)]
net = ActorCritic()
optimizer = torch.optim.RMSprop(net.parameters(), lr=LR, eps=1e-5)
scale = RunningStd()
finished = deque(maxlen=60)


# In[6]:


def collect(obs, running):
    """N_STEPS of experience from all environments."""
    store = {k: [] for k in ("obs", "act", "rew", "done", "val")}
    for _ in range(N_STEPS):
        with torch.no_grad():
            logits, value = net(torch.from_numpy(obs))
            action = torch.distributions.Categorical(logits=logits).sample().numpy()
        rewards, dones, following = np.zeros(N_ENVS), np.zeros(N_ENVS), []
        for k, env in enumerate(envs):
            o, r, d = env.step(action[k])
            running[k] += r
            rewards[k], dones[k] = r, d
            if d:
                finished.append(running[k])
                running[k] = 0.0
                o = env.reset()
            following.append(o)
        scale.update(rewards)
        rewards = rewards / scale.std  #ABLATABLE_COMPONENT(name=reward_scaling)
        for key, item in zip(store, (obs, action, rewards, dones, value.numpy())):
            store[key].append(item)
        obs = np.array(following, dtype=np.float32)
    return {k: np.array(v) for k, v in store.items()}, obs


def advantages_of(batch, last_value):
    """Generalized advantage estimation."""
    adv, run = np.zeros_like(batch["rew"]), 0.0
    following = last_value
    for t in reversed(range(N_STEPS)):
        alive = 1.0 - batch["done"][t]
        delta = batch["rew"][t] + GAMMA * following * alive - batch["val"][t]
        run = delta + GAMMA * LAMBDA * alive * run  #ABLATABLE_COMPONENT(name=gae, term=GAMMA * LAMBDA * alive * run)
        adv[t] = run
        following = batch["val"][t]
    return adv


# In[7]:


obs = np.array([env.reset() for env in envs], dtype=np.float32)
running = np.zeros(N_ENVS)

for update in range(UPDATES):
    for group in optimizer.param_groups:  #ABLATABLE_COMPONENT(name=lr_anneal)
        group["lr"] = LR * (1 - update / UPDATES)

    batch, obs = collect(obs, running)
    with torch.no_grad():
        last_value = net(torch.from_numpy(obs))[1].numpy()
    adv = advantages_of(batch, last_value)
    returns = adv + batch["val"]

    flat = lambda a, dtype=torch.float32: torch.as_tensor(a, dtype=dtype).flatten(0, 1)
    adv_t, ret_t, old_v = flat(adv), flat(returns), flat(batch["val"])
    adv_t = (adv_t - adv_t.mean()) / (adv_t.std() + 1e-8)  #ABLATABLE_COMPONENT(name=adv_norm)

    logits, value = net(flat(batch["obs"]))
    dist = torch.distributions.Categorical(logits=logits)
    pg_loss = -(dist.log_prob(flat(batch["act"], torch.long)) * adv_t).mean()
    v_loss = F.smooth_l1_loss(value, ret_t)
    entropy = dist.entropy().mean()

    loss = (
        pg_loss
        + VF_COEF * v_loss
        - ENT_COEF * entropy  #ABLATABLE_COMPONENT(name=entropy_bonus)
    )
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), 0.5)
    optimizer.step()

    if update % 20 == 19:
        print("update %3d  return %.3f  entropy %.3f" % (update + 1, np.mean(finished), entropy.item()))


# In[8]:


# greedy evaluation on fresh environments
eval_rng = np.random.RandomState(999)
rng = eval_rng
scores = []
for _ in range(60):
    env, total, done = make_env(), 0.0, False
    o = env.reset()
    while not done:
        with torch.no_grad():
            logits, _ = net(torch.from_numpy(np.asarray(o, dtype=np.float32))[None])
        o, r, done = env.step(int(logits.argmax()))
        total += r
    scores.append(total)

print("mean greedy return: %.3f" % np.mean(scores))
