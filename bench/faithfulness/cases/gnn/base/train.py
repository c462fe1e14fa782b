import argparse

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

parser = argparse.ArgumentParser()
parser.add_argument('--hidden', type=int, default=16)
parser.add_argument('--epochs', type=int, default=120)
parser.add_argument('--lr', type=float, default=0.01)
parser.add_argument('--weight_decay', type=float, default=5e-4)
parser.add_argument('--dropout', type=float, default=0.5)
parser.add_argument('--drop_edge', type=float, default=0.2)
parser.add_argument('--seed', type=int, default=0)


def stochastic_block_model(n_per_block=60, n_blocks=4, p_in=0.08, p_out=0.012, n_feats=24, seed=0):
    rng = np.random.RandomState(seed)
    labels = np.repeat(np.arange(n_blocks), n_per_block)
    prob = np.where(labels[:, None] == labels[None, :], p_in, p_out)
    adj = np.triu(rng.rand(len(labels), len(labels)) < prob, 1)
    adj = (adj + adj.T).astype(np.float32)
    feats = rng.randn(len(labels), n_feats).astype(np.float32)
    feats[:, :n_blocks] += 0.9 * np.eye(n_blocks, dtype=np.float32)[labels]
    order = rng.permutation(len(labels))
    return torch.from_numpy(adj), torch.from_numpy(feats), torch.from_numpy(labels), order


def add_self_loops(adj):
    return adj + torch.eye(adj.size(0))


def normalize(adj):
    """D^-1/2 A D^-1/2"""
    deg = adj.sum(1).clamp(min=1e-6)
    inv = deg.pow(-0.5)
    return inv[:, None] * adj * inv[None, :]


def drop_edges(adj, p):
    mask = torch.triu((torch.rand_like(adj) > p).float(), 1)
    mask = mask + mask.t() + torch.eye(adj.size(0))
    return adj * mask


class GraphConv(nn.Module):
    def __init__(self, in_dim, out_dim):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(in_dim, out_dim))
        self.bias = nn.Parameter(torch.zeros(out_dim))
        nn.init.xavier_uniform_(self.weight)

    def forward(self, x, adj):
        return adj @ (x @ self.weight) + self.bias


class GCN(nn.Module):
    def __init__(self, in_dim, hidden, n_classes, dropout):
        super().__init__()
        self.gc1 = GraphConv(in_dim, hidden)
        self.gc2 = GraphConv(hidden, hidden)  #ABLATABLE_COMPONENT
        self.gc3 = GraphConv(hidden, n_classes)
        self.skip = nn.Linear(in_dim, n_classes)
        self.dropout = dropout

    def forward(self, x, adj):
        x0 = x
        x = F.dropout(x, self.dropout, training=self.training)  #ABLATABLE_COMPONENT(name=input_dropout)
        x = F.relu(self.gc1(x, adj))
        x = F.relu(self.gc2(x, adj))
        x = F.dropout(x, self.dropout, training=self.training)
        x = self.gc3(x, adj)
        return (
            x
            + self.skip(x0)  #ABLATABLE_COMPONENT(name=skip)
        )


def main():
    args = parser.parse_args()
    np.random.seed(args.seed)
    torch.manual_seed(args.seed)

    adj, x, y, order = stochastic_block_model()
    adj = add_self_loops(adj)  #ABLATABLE_COMPONENT(name=self_loops)
    idx_train, idx_val, idx_test = order[:40], order[40:100], order[100:]
    x = x / x.norm(dim=1, keepdim=True)  #ABLATABLE_COMPONENT(name=feature_norm)

    model = GCN(x.size(1), args.hidden, int(y.max()) + 1, args.dropout)
    optimizer = torch.optim.Adam(model.parameters(), lr=args.lr, weight_decay=args.weight_decay)

    for epoch in range(args.epochs):
        model.train()
        optimizer.zero_grad()
        a = drop_edges(adj, args.drop_edge)  #ABLATABLE_COMPONENT(name=drop_edge, replace=adj)
        logits = model(x, normalize(a))
        loss = F.cross_entropy(logits[idx_train], y[idx_train])
        loss.backward()
        optimizer.step()
        if (epoch + 1) % 20 == 0:
            model.eval()
            with torch.no_grad():
                pred = model(x, normalize(adj)).argmax(1)
            acc_val = (pred[idx_val] == y[idx_val]).float().mean().item()
            print('Epoch: {:04d} loss_train: {:.4f} acc_val: {:.4f}'.format(epoch + 1, loss.item(), acc_val))

    model.eval()
    with torch.no_grad():
        pred = model(x, normalize(adj)).argmax(1)
    acc = (pred[idx_test] == y[idx_test]).float().mean().item()
    print('Test accuracy: {:.4f}'.format(acc))


if __name__ == '__main__':
    main()
