"""DQN on a small control task: keep a drifting point near the origin."""
import random
from collections import deque

import numpy as np
import torch
from torch import nn

SEED = 2
STEPS = 1500
GAMMA = 0.95
LR = 2e-3
BATCH = 32
WARMUP = 100
SYNC_EVERY = 50
EPS_START, EPS_END = 1.0, 0.05


class Drift:
    """State: position and velocity; actions push left, right or not at all."""

    horizon = 60

    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)

    def reset(self):
        self.state = self.rng.uniform(-1, 1, size=2) * [1.0, 0.2]
        self.t = 0
        return self.state.astype(np.float32)

    def step(self, action):
        x, v = self.state
        v = 0.95 * v + 0.1 * (action - 1) + 0.03 * self.rng.normal()
        x = float(np.clip(x + 0.3 * v, -2, 2))
        self.state = np.array([x, v])
        self.t += 1
        return self.state.astype(np.float32), -abs(x), self.t >= self.horizon


class DuelingQ(nn.Module):
    def __init__(self, n_state=2, n_actions=3, hidden=48):
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(n_state, hidden), nn.ReLU())
        self.value = nn.Linear(hidden, 1)  #ABLATABLE_COMPONENT(name=dueling)
        self.advantage = nn.Linear(hidden, n_actions)

    def forward(self, s):
        h = self.trunk(s)
        a = self.advantage(h)
        return self.value(h) + a


def scale(states):
    return states * torch.tensor([1.0, 5.0])


def act(q, state, epsilon):
    if random.random() < epsilon:
        return random.randrange(3)
    with torch.no_grad():
        return int(q(scale(torch.from_numpy(state)[None])).argmax())


def evaluate(q, episodes=20):
    env, total = Drift(seed=1000), 0.0
    for _ in range(episodes):
        state, done = env.reset(), False
        while not done:
            state, reward, done = env.step(act(q, state, 0.0))
            total += reward
    return total / episodes


def main():
    random.seed(SEED)
    np.random.seed(SEED)
    torch.manual_seed(SEED)
    env = Drift(seed=SEED)
    #ABLATION_HINT_START(name=target_network)
    # Train without a target network: the online network values its own targets.
    #ABLATION_HINT_END
    q, target_q = DuelingQ(), DuelingQ()
    target_q.load_state_dict(q.state_dict())
    optimizer = torch.optim.Adam(q.parameters(), lr=LR)
    memory = deque(maxlen=5000)
    state = env.reset()
    for step in range(STEPS):
        epsilon = EPS_END
        epsilon = max(EPS_END, EPS_START - step / 800)  #ABLATABLE_COMPONENT(name=epsilon_decay)
        action = act(q, state, epsilon)
        next_state, reward, done = env.step(action)
        memory.append((state, action, reward, next_state, float(done)))
        state = env.reset() if done else next_state
        if len(memory) < WARMUP:
            continue
        batch = random.sample(memory, BATCH)
        s, a, r, s2, d = (torch.as_tensor(np.array(col), dtype=torch.float32) for col in zip(*batch))
        s, s2 = scale(s), scale(s2)  #ABLATABLE_COMPONENT(name=state_scaling)
        with torch.no_grad():
            # double Q-learning: chosen by the online network, valued by the target network
            best = target_q(s2).argmax(1, keepdim=True)
            best = q(s2).argmax(1, keepdim=True)  #ABLATABLE_COMPONENT(name=double_q)
            y = r + GAMMA * (1 - d) * target_q(s2).gather(1, best).squeeze(1)
        predicted = q(s).gather(1, a.long()[:, None]).squeeze(1)
        loss = nn.functional.smooth_l1_loss(predicted, y)
        optimizer.zero_grad()
        loss.backward()
        for p in q.parameters():
            p.grad.clamp_(-0.1, 0.1)  #ABLATABLE_COMPONENT(name=grad_clamp)
        optimizer.step()
        if step % SYNC_EVERY == 0:
            target_q.load_state_dict(q.state_dict())
        if step % 500 == 499:
            print(f"step {step + 1} loss {loss.item():.4f} eps {epsilon:.2f}")
    print(f"METRIC mean_return={evaluate(q):.3f}")


if __name__ == "__main__":
    main()
