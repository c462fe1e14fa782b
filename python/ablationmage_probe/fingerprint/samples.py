"""Draws a few items of each dataset by index, to see whether the data and its transforms are what they were.

Only where the run is about to be stopped anyway: fetching an item may draw random numbers.
"""

import sys
from time import perf_counter

from ablationmage_probe import report
from ablationmage_probe.fingerprint.guard import guarded
from ablationmage_probe.fingerprint.hashing import Budget, hash_value

#: Each item is drawn with each: one draw of two random transforms may well be the same.
_SEEDS = (1, 20250330, 57005)
_LARGEST_ITEM = 32 << 20


class SampleDrawer:
    """Has one second for all it draws."""

    def __init__(self, torch):
        self._torch = torch
        self._left = 1.0

    def draw_for(self, loader, loader_print):
        """Fills `samples` of the print, unless that was done before."""
        dataset = loader.dataset
        if loader_print["samples"] or isinstance(dataset, self._torch.utils.data.IterableDataset):
            return
        with guarded("samples of " + type(dataset).__name__):
            states = _random_states(self._torch)
            try:
                length = len(dataset)
                for index in sorted({0, length // 2, length - 1}) if length else ():
                    if self._left <= 0:
                        return
                    started = perf_counter()
                    content = self._draw(dataset, index)
                    self._left -= perf_counter() - started
                    if content is not None:
                        loader_print["samples"][str(index)] = content
                if self._left <= 0:
                    report.write("note", text="Drawing samples of the data took longer than a second")
            finally:
                _restore(self._torch, states)

    def _draw(self, dataset, index):
        items = []
        for seed in _SEEDS:
            _seed_all(self._torch, seed)
            items.append(hash_value(dataset[index], Budget(_LARGEST_ITEM)))
        return None if None in items else hash_value(items, Budget(_LARGEST_ITEM))


def _random_states(torch):
    random, numpy_random = sys.modules.get("random"), sys.modules.get("numpy.random")
    return (
        torch.get_rng_state(),
        None if random is None else random.getstate(),
        None if numpy_random is None else numpy_random.get_state(),
    )


def _restore(torch, states):
    random, numpy_random = sys.modules.get("random"), sys.modules.get("numpy.random")
    torch.set_rng_state(states[0])
    if states[1] is not None:
        random.setstate(states[1])
    if states[2] is not None:
        numpy_random.set_state(states[2])


def _seed_all(torch, seed):
    random, numpy_random = sys.modules.get("random"), sys.modules.get("numpy.random")
    torch.manual_seed(seed)
    if random is not None:
        random.seed(seed)
    if numpy_random is not None:
        numpy_random.seed(seed)
