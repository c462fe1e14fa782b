import random

PAD, SOS, EOS = '_', '<', '>'
CHARS = [PAD, SOS, EOS] + list('0123456789-/ ') + sorted(set('janfebmarprilyunjulugsepoctnovdec'))
STOI = {c: i for i, c in enumerate(CHARS)}
MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split()


def make_pair(rng):
    """'3 mar 2011' (in one of three styles) and '11-03-03'."""
    y, m, d = rng.randrange(1990, 2030), rng.randrange(12), rng.randrange(1, 29)
    style = rng.randrange(3)
    if style == 0:
        src = f'{d} {MONTHS[m]} {y}'
    elif style == 1:
        src = f'{MONTHS[m]} {d} {y}'
    else:
        src = f'{d}/{m + 1}/{y}'
    return src, f'{y % 100:02d}-{m + 1:02d}-{d:02d}' if style else f'{y % 100:02d}-{m + 1:02d}'


def make_pairs(n, seed):
    rng = random.Random(seed)
    return [make_pair(rng) for _ in range(n)]


def encode(texts, length=None):
    length = length or max(map(len, texts)) + 1
    rows = [[STOI[c] for c in t] + [STOI[EOS]] for t in texts]
    return [row + [STOI[PAD]] * (length - len(row)) for row in rows]
