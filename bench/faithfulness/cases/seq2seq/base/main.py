import argparse
import random
import time

import torch
import torch.nn as nn
import torch.optim as optim

from dates import CHARS, PAD, SOS, STOI, encode, make_pairs
from model import Decoder, Encoder, Seq2Seq

parser = argparse.ArgumentParser(description='GRU seq2seq on dates')
parser.add_argument('--emb', type=int, default=16)
parser.add_argument('--hidden', type=int, default=32)
parser.add_argument('--dropout', type=float, default=0.1)
parser.add_argument('--clip', type=float, default=1.0)
parser.add_argument('--lr', type=float, default=0.01)
parser.add_argument('--epochs', type=int, default=4)
parser.add_argument('--tf-ratio', type=float, default=0.9)
parser.add_argument('--tf-decay', type=float, default=0.75)
parser.add_argument('--batch-size', type=int, default=64)
parser.add_argument('--seed', type=int, default=1111)


def init_weights(m):
    for name, param in m.named_parameters():
        if 'weight' in name:
            nn.init.normal_(param.data, mean=0, std=0.1)
        else:
            nn.init.constant_(param.data, 0)


def iterate(pairs, batch_size, shuffle):
    pairs = list(pairs)
    if shuffle:
        random.shuffle(pairs)
    for i in range(0, len(pairs), batch_size):
        src, trg = zip(*pairs[i:i + batch_size])
        yield torch.tensor(encode(src)), torch.tensor(encode(trg, length=9))


def train(model, pairs, optimizer, criterion, args, tf_ratio):
    model.train()
    epoch_loss, n = 0, 0
    for src, trg in iterate(pairs, args.batch_size, shuffle=True):
        optimizer.zero_grad()
        output = model(src, trg, tf_ratio)
        loss = criterion(output.flatten(0, 1), trg.flatten())
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), args.clip)  #ABLATABLE_COMPONENT(name=grad_clip)
        optimizer.step()
        epoch_loss += loss.item()
        n += 1
    return epoch_loss / n


def evaluate(model, pairs, criterion, args):
    model.eval()
    right, total = 0, 0
    with torch.no_grad():
        for src, trg in iterate(pairs, args.batch_size, shuffle=False):
            output = model(src, trg, 0)  # turn off teacher forcing
            keep = trg != STOI[PAD]
            right += (output.argmax(-1) == trg)[keep].sum().item()
            total += keep.sum().item()
    return right / total


def main():
    args = parser.parse_args()
    random.seed(args.seed)
    torch.manual_seed(args.seed)
    torch.backends.cudnn.deterministic = True

    train_pairs, test_pairs = make_pairs(1200, seed=1), make_pairs(300, seed=2)
    enc = Encoder(len(CHARS), args.emb, args.hidden, args.dropout)
    dec = Decoder(len(CHARS), args.emb, args.hidden * 2, args.hidden, args.dropout)
    model = Seq2Seq(enc, dec, STOI[SOS])
    model.apply(init_weights)  #ABLATABLE_COMPONENT(name=normal_init)
    print(f'The model has {sum(p.numel() for p in model.parameters() if p.requires_grad):,} trainable parameters')

    optimizer = optim.Adam(model.parameters(), lr=args.lr)
    criterion = nn.CrossEntropyLoss(
        ignore_index=STOI[PAD],  #ABLATABLE_COMPONENT(name=ignore_pad)
    )
    tf_ratio = args.tf_ratio
    for epoch in range(args.epochs):
        start = time.time()
        train_loss = train(model, train_pairs, optimizer, criterion, args, tf_ratio)
        tf_ratio *= args.tf_decay  #ABLATABLE_COMPONENT(name=scheduled_sampling)
        if time.time() - start > 60:
            print('slow epoch')
        print(f'Epoch: {epoch + 1:02} | Train Loss: {train_loss:.3f} | next tf {tf_ratio:.2f}')

    acc = evaluate(model, test_pairs, criterion, args)
    print(f'Test char accuracy {acc:.4f}')


if __name__ == '__main__':
    main()
