"""python train.py config.yaml"""
import sys

import torch
import yaml
from torch.nn import CrossEntropyLoss

from net import TextCNN
from text_data import VOCAB, drop_words, make_reviews

CONFIG = sys.argv[1] if len(sys.argv) > 1 else "config.yaml"


def load_config(path):
    with open(path) as file:
        return yaml.safe_load(file)


def accuracy(model, x, y):
    model.eval()
    with torch.no_grad():
        return (model(x).argmax(1) == y).float().mean().item()


def train(cfg):
    torch.manual_seed(cfg["seed"])
    data, optim = cfg["data"], cfg["optim"]
    x, y = make_reviews(data["n_train"], data["length"], cfg["seed"])
    x_test, y_test = make_reviews(data["n_test"], data["length"], cfg["seed"] + 1000)

    model = TextCNN(VOCAB, data["length"], cfg["model"])
    criterion = CrossEntropyLoss(
        weight=torch.tensor([1.0, 1.0, 1.3]),
        label_smoothing=optim["label_smoothing"],  #ABLATABLE_COMPONENT(name=label_smoothing)
    )
    optimizer = torch.optim.Adam(model.parameters(), lr=optim["lr"])
    warmup = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1.0, (s + 1) / optim["warmup"]))
    generator = torch.Generator().manual_seed(cfg["seed"])

    for epoch in range(optim["epochs"]):
        model.train()
        running = 0.0
        order = torch.randperm(len(x), generator=generator)
        batches = order.split(optim["batch"])
        for i, idx in enumerate(batches):
            xb, yb = drop_words(x[idx], data["word_dropout"], generator), y[idx]
            with torch.autocast("cpu", dtype=torch.bfloat16):  #ABLATABLE_COMPONENT(name=autocast)
                logits = model(xb)
                loss = criterion(logits, yb)
            loss = loss / optim["accumulate"]
            loss.backward()
            running += loss.item() * optim["accumulate"]
            #ABLATION_HINT_START(name=accumulation)
            # No gradient accumulation: a step after every batch. Division by the number of
            # accumulated batches goes with it.
            #ABLATION_HINT_END
            if (i + 1) % optim["accumulate"] == 0:
                torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                warmup.step()
                optimizer.zero_grad()
        print(f"epoch {epoch} loss {running / len(batches):.4f}")
    return accuracy(model, x_test, y_test)


if __name__ == "__main__":
    print(f"accuracy {train(load_config(CONFIG)):.4f}")
