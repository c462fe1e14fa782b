"""Cuts loops over DataLoaders short, so that a script whose steps are taken soon comes to its evaluation.

The loop under way ends at its next batch, later ones after two. One dataset is cut short twice only: where a
script needs more batches to make its next step, it gets them.
"""

import functools
import sys
from opcode import opmap

_BATCHES = 2
_MOST_CUTS = 2
_FOR_ITER = opmap["FOR_ITER"]
_LEFT = "_ablationmage_batches_left"
_ENDED = -1


def cut_loops(torch, is_time):
    """Ends loops early while `is_time()`. The iterators stay what they are, with their own class."""
    iterator_class = sys.modules["torch.utils.data.dataloader"]._BaseDataLoaderIter
    following, reset = iterator_class.__next__, iterator_class._reset
    cuts = {}

    @functools.wraps(following)
    def __next__(iterator):
        facts = iterator.__dict__
        # Only a loop takes the end of an iterator for granted; `next(batches)` may not be ready for it.
        if is_time() and _is_in_loop(sys._getframe(1)):
            if facts.get(_LEFT, _BATCHES) == 0 and _may_cut(iterator, cuts):
                facts[_LEFT] = _ENDED
            if facts.get(_LEFT) == _ENDED:
                raise StopIteration
        batch = following(iterator)
        facts[_LEFT] = max(0, facts.get(_LEFT, _BATCHES) - 1) if is_time() else 0
        return batch

    @functools.wraps(reset)
    def _reset(iterator, *arguments, **keywords):
        iterator.__dict__.pop(_LEFT, None)  # with persistent workers it is used again
        return reset(iterator, *arguments, **keywords)

    iterator_class.__next__ = __next__
    iterator_class._reset = _reset


def _may_cut(iterator, cuts):
    dataset = id(getattr(iterator, "_dataset", None))
    cuts[dataset] = cuts.get(dataset, 0) + 1
    return cuts[dataset] <= _MOST_CUTS


def _is_in_loop(frame):
    code = frame.f_code.co_code
    return 0 <= frame.f_lasti < len(code) and code[frame.f_lasti] == _FOR_ITER
