"""python train.py [--config configs/default.yaml]"""
import argparse
import random

import numpy as np
import torch
import yaml

from digitnet.data import build_loaders
from digitnet.engine import Trainer
from digitnet.model import build_model


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default="configs/default.yaml")
    args = parser.parse_args()
    with open(args.config) as handle:
        config = yaml.safe_load(handle)

    random.seed(config["seed"])
    np.random.seed(config["seed"])
    torch.manual_seed(config["seed"])

    train_loader, test_loader = build_loaders(config["data"])
    model = build_model(config["model"])
    trainer = Trainer(model, config["training"])
    for epoch in range(config["training"]["epochs"]):
        loss = trainer.train_epoch(train_loader)
        print(f"epoch {epoch + 1} loss {loss:.4f}")
    metrics = trainer.evaluate(test_loader)
    print(f"METRIC accuracy={metrics['accuracy']:.4f} nll={metrics['nll']:.4f}")


if __name__ == "__main__":
    main()
