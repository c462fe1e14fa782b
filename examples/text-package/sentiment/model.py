"""Logistic regression over sparse features, trained by stochastic gradient descent."""

import math
import random


class LogisticRegression:
    def __init__(self, rate, penalty, averaging):
        self.rate, self.penalty, self.averaging = rate, penalty, averaging
        self.weights, self.totals, self.steps = {}, {}, 0

    def probability(self, features, weights):
        score = sum(weights.get(feature, 0.0) for feature in features)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))

    def fit(self, examples, epochs):
        for _ in range(epochs):
            random.shuffle(examples)
            for features, label in examples:
                error = label - self.probability(features, self.weights)
                for feature in features:
                    weight = self.weights.get(feature, 0.0)
                    self.weights[feature] = weight + self.rate * (error - self.penalty * weight)
            self.steps += 1
            for feature, weight in self.weights.items():
                self.totals[feature] = self.totals.get(feature, 0.0) + weight

    def predict(self, features):
        weights = self.weights
        if self.averaging:
            weights = {feature: total / self.steps for feature, total in self.totals.items()}
        return self.probability(features, weights) > 0.5
