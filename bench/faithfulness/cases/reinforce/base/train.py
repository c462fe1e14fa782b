"""REINFORCE with a learned baseline on a small grid world."""
import argparse
import random

import numpy as np
import torch
import torch.nn as nn
from torch.distributions import Categorical

MOVES = [(0, 1), (0, -1), (1, 0), (-1, 0)]


class GridWorld:
    """Walk from the corner to the goal; walls cost, every step costs a little."""

    size = 5
    goal = (4, 4)
    walls = {(1, 1), (2, 3), (3, 1)}
    max_steps = 25

    def reset(self):
        self.position, self.steps = (0, 0), 0
        return self.observe()

    def observe(self):
        grid = np.zeros((2, self.size, self.size), dtype=np.float32)
        grid[0][self.position] = 1.0
        grid[1][self.goal] = 1.0
        return torch.from_numpy(grid.reshape(-1))

    def distance(self):
        return abs(self.goal[0] - self.position[0]) + abs(self.goal[1] - self.position[1])

    def step(self, action):
        if random.random() < 0.05:
            action = random.randrange(4)
        dx, dy = MOVES[action]
        target = (self.position[0] + dx, self.position[1] + dy)
        before = self.distance()
        reward = -0.02
        if target in self.walls or not all(0 <= c < self.size for c in target):
            reward -= 0.1
        else:
            self.position = target
        reward += 0.05 * (before - self.distance())  #ABLATABLE_COMPONENT(name=shaping)
        self.steps += 1
        reached = self.position == self.goal
        if reached:
            reward += 1.0
        return self.observe(), reward, reached or self.steps >= self.max_steps, reached


class ActorCritic(nn.Module):
    def __init__(self, n_obs=50, n_actions=4, hidden=32):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(n_obs, hidden), nn.Tanh())
        self.policy = nn.Linear(hidden, n_actions)
        self.value = nn.Linear(hidden, 1)

    def forward(self, obs):
        h = self.body(obs)
        return Categorical(logits=self.policy(h)), self.value(h).squeeze(-1)


def discounted_returns(rewards, gamma):
    returns, running = [], 0.0
    for r in reversed(rewards):
        running = r + gamma * running
        returns.insert(0, running)
    return torch.tensor(returns)


def run_episode(env, model):
    obs, done = env.reset(), False
    log_probs, values, entropies, rewards = [], [], [], []
    while not done:
        dist, value = model(obs)
        action = dist.sample()
        obs, reward, done, reached = env.step(action.item())
        log_probs.append(dist.log_prob(action))
        entropies.append(dist.entropy())
        values.append(value)
        rewards.append(reward)
    return torch.stack(log_probs), torch.stack(values), torch.stack(entropies), rewards, reached


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--episodes", type=int, default=160)
    parser.add_argument("--gamma", type=float, default=0.97)
    parser.add_argument("--lr", type=float, default=1e-2)
    parser.add_argument("--entropy-coef", type=float, default=0.02)
    parser.add_argument("--value-coef", type=float, default=0.5)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()

    random.seed(args.seed)
    torch.manual_seed(args.seed)
    env, model = GridWorld(), ActorCritic()
    optimizer = torch.optim.Adam(model.parameters(), lr=args.lr)
    successes = []
    for episode in range(args.episodes):
        log_probs, values, entropies, rewards, reached = run_episode(env, model)
        returns = discounted_returns(rewards, args.gamma)
        returns = (returns - returns.mean()) / (returns.std() + 1e-6)  #ABLATABLE_COMPONENT(name=return_norm)
        advantage = returns - values.detach()  #ABLATABLE_COMPONENT(name=value_baseline, term=values.detach())
        policy_loss = -(log_probs * advantage).sum()
        value_loss = (returns - values).pow(2).sum()
        loss = (
            policy_loss
            + args.value_coef * value_loss
            - args.entropy_coef * entropies.sum()  #ABLATABLE_COMPONENT(name=entropy_bonus)
        )
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 2.0)  #ABLATABLE_COMPONENT(name=grad_clip)
        optimizer.step()
        successes.append(reached)
        if (episode + 1) % 50 == 0:
            print(f"episode {episode + 1}: success {np.mean(successes[-50:]):.2f}")

    with torch.no_grad():
        outcomes = [run_episode(env, model) for _ in range(40)]
    reward = np.mean([sum(o[3]) for o in outcomes])
    print(f"METRIC eval_return={reward:.4f} success={np.mean([o[4] for o in outcomes]):.3f}")


if __name__ == "__main__":
    main()
