import argparse
import logging
import sys

import torch
import torch.nn as nn
from torch import optim
from torch.utils.data import DataLoader

from dataset import build_datasets
from models import UNet
from utils.losses import dice_coeff, dice_loss


def get_args():
    parser = argparse.ArgumentParser(description='Train the UNet on images and target masks')
    parser.add_argument('--epochs', '-e', metavar='E', type=int, default=3, help='Number of epochs')
    parser.add_argument('--batch-size', '-b', dest='batch_size', metavar='B', type=int, default=8, help='Batch size')
    parser.add_argument('--learning-rate', '-l', metavar='LR', type=float, default=4e-3,
                        help='Learning rate', dest='lr')
    parser.add_argument('--dice-weight', type=float, default=1.0)
    parser.add_argument('--pos-weight', type=float, default=3.0)
    parser.add_argument('--seed', type=int, default=42)

    return parser.parse_args()


@torch.inference_mode()
def evaluate(net, dataloader, device):
    net.eval()
    score = 0.
    for batch in dataloader:
        image, mask_true = batch['image'].to(device), batch['mask'].to(device)
        mask_pred = (torch.sigmoid(net(image)) > 0.5).float()
        score += dice_coeff(mask_pred, mask_true).item()
    net.train()
    return score / max(len(dataloader), 1)


def train_net(net, device, args):
    train_set, val_set = build_datasets(128, 64)
    loader_args = dict(batch_size=args.batch_size, num_workers=0)
    train_loader = DataLoader(train_set, shuffle=True, **loader_args)
    val_loader = DataLoader(val_set, shuffle=False, drop_last=True, **loader_args)

    optimizer = optim.RMSprop(net.parameters(), lr=args.lr, momentum=0.5)
    scheduler = optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.95)  #ABLATABLE_COMPONENT(name=lr_decay)
    criterion = nn.BCEWithLogitsLoss(
        pos_weight=torch.tensor(args.pos_weight),  #ABLATABLE_COMPONENT(name=pos_weight)
    )

    for epoch in range(1, args.epochs + 1):
        net.train()
        epoch_loss = 0
        for batch in train_loader:
            images = batch['image'].to(device=device, dtype=torch.float32)
            true_masks = batch['mask'].to(device=device, dtype=torch.float32)

            masks_pred = net(images)
            loss = (
                criterion(masks_pred, true_masks)
                + args.dice_weight * dice_loss(torch.sigmoid(masks_pred), true_masks)  #ABLATABLE_COMPONENT(name=dice_term)
            )

            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            scheduler.step()
            epoch_loss += loss.item()

        logging.info(f'epoch {epoch}: loss {epoch_loss / len(train_loader):.4f}')

    return evaluate(net, val_loader, device)


if __name__ == '__main__':
    args = get_args()

    logging.basicConfig(level=logging.INFO, format='%(levelname)s: %(message)s', stream=sys.stdout)
    torch.manual_seed(args.seed)
    device = torch.device('cpu')

    net = UNet(n_channels=1, n_classes=1)
    logging.info(f'Network:\n'
                 f'\t{net.n_channels} input channels\n'
                 f'\t{net.n_classes} output channels (classes)')
    net.to(device=device)

    val_dice = train_net(net, device, args)
    print(f'Validation Dice: {val_dice:.4f}')
