"""Film reviews made from a grammar, so that nothing is downloaded."""

import random

GOOD = ["wonderful", "moving", "brilliant", "charming", "gripping", "fresh", "superb"]
BAD = ["dull", "clumsy", "tedious", "shallow", "noisy", "stale", "awful"]
THINGS = ["plot", "cast", "score", "ending", "dialogue", "pacing", "camera"]
FILLERS = ["the", "a", "was", "and", "really", "quite", "this", "film", "with", "its"]


def make_reviews(count, seed):
    rng = random.Random(seed)
    reviews = []
    for _ in range(count):
        positive = rng.random() < 0.5
        words = []
        for _ in range(rng.randint(4, 8)):
            agrees = rng.random() < 0.72
            adjective = rng.choice(GOOD if agrees == positive else BAD)
            if rng.random() < 0.25:
                adjective, words = rng.choice(BAD if adjective in GOOD else GOOD), words + ["not"]
            words += [adjective, rng.choice(THINGS), rng.choice(FILLERS)]
        if rng.random() < 0.5:
            words = [word.capitalize() for word in words]
        text = " ".join(words)
        reviews.append((text.title() if rng.random() < 0.3 else text, 1 if positive else 0))
    return reviews
