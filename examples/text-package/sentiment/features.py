"""From text to features: words, pairs of words, and a few hand-made ones."""

FILLERS = {"the", "a", "was", "and", "really", "quite", "this", "film", "with", "its"}


def words(text):
    return [word for word in text.split() if word not in FILLERS]


def pairs(text):
    found = text.split()
    return [f"{first} {second}" for first, second in zip(found, found[1:])]


def length(text):
    return [f"length>{len(text.split()) // 8 * 8}"]


EXTRACTORS = [
    words,
    pairs,  #ABLATABLE_COMPONENT
    length,  #ABLATABLE_COMPONENT
]


def extract(text):
    features = []
    for extractor in EXTRACTORS:
        features += extractor(text)
    return features
