"""Lets a script run that imports an experiment logger which is not installed.

A stand-in appears only where the script itself would fail for the missing package: an import that a
`try` guards, or that a library makes, fails as it would without us.
"""

import sys
from _frozen_importlib import ModuleSpec

_ABSENT_LOGGERS = ("wandb", "mlflow", "tensorboardX")
_TORCH_WRITER = "torch.utils.tensorboard"


def start(settings):
    """Answers last for absent packages, and first for PyTorch's writer, which exists but cannot be imported."""
    sys.meta_path.append(_Finder(settings, _is_absent_logger))
    sys.meta_path.insert(0, _Finder(settings, _is_unusable_torch_writer))


class _Finder:
    def __init__(self, settings, applies):
        self._settings = settings
        self._applies = applies

    def find_spec(self, name, path=None, target=None):
        """Part of the import protocol."""
        if not self._applies(name):
            return None
        top = name.partition(".")[0]
        if name in _ABSENT_LOGGERS or name == _TORCH_WRITER:
            from ablationmage_probe.import_site import fails_for_the_user

            if not fails_for_the_user(self._settings, sys._getframe(1)):
                return None
        elif not hasattr(sys.modules.get(top), "__ablationmage_stand_in__") and top != "torch":
            return None
        return ModuleSpec(name, _Loader(self._settings), is_package=True)


class _Loader:
    def __init__(self, settings):
        self._settings = settings

    def create_module(self, spec):
        """Part of the import protocol."""
        return None

    def exec_module(self, module):
        """Part of the import protocol."""
        from ablationmage_probe.stand_ins import fill_module

        fill_module(module, self._settings)


def _is_absent_logger(name):
    return name.partition(".")[0] in _ABSENT_LOGGERS


def _is_unusable_torch_writer(name):
    if name == _TORCH_WRITER + ".writer":
        return hasattr(sys.modules.get(_TORCH_WRITER), "__ablationmage_stand_in__")
    if name != _TORCH_WRITER:
        return False
    from _frozen_importlib_external import PathFinder

    return "tensorboard" not in sys.modules and PathFinder.find_spec("tensorboard") is None
