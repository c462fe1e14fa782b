"""Trains and tests the sentiment classifier: python train.py --config configs/default.yaml --seed 3"""

import argparse
import json
import random

import yaml

from sentiment.data import make_reviews
from sentiment.features import extract
from sentiment.model import LogisticRegression


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default="configs/default.yaml")
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--no-lowercase", dest="lowercase", action="store_false")
    arguments = parser.parse_args()
    with open(arguments.config) as file:
        config = yaml.safe_load(file)
    random.seed(arguments.seed)

    def prepare(reviews):
        return [(extract(text.lower() if arguments.lowercase else text), label) for text, label in reviews]

    train, test = prepare(make_reviews(600, seed=1)), prepare(make_reviews(800, seed=2))
    model = LogisticRegression(config["rate"], config["penalty"], config["averaging"])
    model.fit(train, config["epochs"])
    correct = sum(model.predict(features) == (label == 1) for features, label in test)
    print(json.dumps({"test_accuracy": correct / len(test), "features": len(model.weights)}))


if __name__ == "__main__":
    main()
