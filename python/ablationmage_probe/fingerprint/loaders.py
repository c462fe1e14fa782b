"""The DataLoaders that were constructed: how they batch, and what their datasets hold."""

from ablationmage_probe.fingerprint.dataset_facts import contents_of, transforms_of
from ablationmage_probe.fingerprint.describe import text_of
from ablationmage_probe.fingerprint.guard import guarded
from ablationmage_probe.fingerprint.hashing import Budget
from ablationmage_probe.fingerprint.optimizer_prints import Constructed

_MOST_LOADERS = 32
_LARGEST_CONTENTS = 64 << 20


class Loaders:
    """In the order of their construction."""

    def __init__(self, torch, settings, patches, keeps):
        self._torch = torch
        self._workspace = settings.real_workspace
        self._constructed = Constructed(keeps)
        self._constructed.watch(torch.utils.data.DataLoader, patches)
        self._budget = Budget(_LARGEST_CONTENTS)
        self._prints = {}

    def alive(self):
        """The loaders themselves."""
        return self._constructed.alive()[:_MOST_LOADERS]

    def prints(self):
        """One entry per loader. It is made when first asked for: contents are hashed once."""
        return [self._print_of(loader) for loader in self.alive()]

    def _print_of(self, loader):
        known = self._prints.get(id(loader))
        if known is None or known[0]() is not loader:
            known = (_weak(loader), self._describe(loader))
            self._prints[id(loader)] = known
        return known[1]

    def _describe(self, loader):
        dataset = loader.dataset
        found = {
            "datasetType": type(dataset).__qualname__,
            "settings": {},
            "transforms": "",
            "samples": {},
            "contents": {},
        }
        with guarded("a DataLoader's settings"):
            found["settings"] = self._settings_of(loader)
        with guarded("a dataset's transforms"):
            found["transforms"] = transforms_of(dataset)
        with guarded("a dataset's contents"):
            found["contents"] = contents_of(dataset, self._budget, self._workspace)
        try:
            found["datasetLength"] = int(len(dataset))
        except Exception:  # a stream has none
            pass
        return found

    def _settings_of(self, loader):
        sampling = self._torch.utils.data
        sampler = getattr(loader, "sampler", None)
        batches = getattr(loader, "batch_sampler", None)
        inner = getattr(batches, "sampler", sampler)
        shuffles = isinstance(inner, sampling.RandomSampler) or getattr(inner, "shuffle", False) is True
        collate = getattr(loader, "collate_fn", None)
        return {
            "batch_size": text_of(getattr(batches, "batch_size", loader.batch_size)),
            "drop_last": text_of(getattr(batches, "drop_last", loader.drop_last)),
            "shuffle": text_of(shuffles),
            "sampler": type(sampler).__qualname__,
            "batch_sampler": type(batches).__qualname__,
            "num_workers": text_of(loader.num_workers),
            "collate_fn": getattr(collate, "__qualname__", type(collate).__qualname__),
            "pin_memory": text_of(loader.pin_memory),
        }


def _weak(thing):
    import weakref

    return weakref.ref(thing)
