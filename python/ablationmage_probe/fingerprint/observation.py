"""What has been seen so far in this process, and the file that says so."""

import atexit
from time import perf_counter

from ablationmage_probe.fingerprint import process_role
from ablationmage_probe.fingerprint.guard import guarded
from ablationmage_probe.fingerprint.write_file import write_fingerprint

_the_one = None


def observation_of(settings):
    """The observation of this process; it begins when the first library that is observed was imported."""
    global _the_one
    if _the_one is None:
        _the_one = Observation(settings)
    return _the_one


class Observation:
    """Collects the parts. The observer of a library gives `collect()`, and hears `conclude()` before the last write."""

    def __init__(self, settings):
        self.is_smoke = settings.observe == "smoke"
        self.goal = settings.observed_steps
        self.steps = 0
        self.fits = []
        self.others = []
        self.functions = None
        self.has_evaluated = False
        self.collect = None
        self.conclude = None
        self._folder = settings.report_folder
        self._started = settings.started
        self._first_step_ms = None
        self._is_finished = False
        atexit.register(self._on_exit)

    def age(self):
        """Seconds since the process began."""
        return perf_counter() - self._started

    def add_step(self):
        """An optimizer step of the script has ended."""
        self.steps += 1
        if self._first_step_ms is None:
            self._first_step_ms = 1000 * self.age()

    def finish(self, ending, concludes=True):
        """Writes for the last time."""
        if self._is_finished:
            return
        self._is_finished = True
        if concludes and self.conclude is not None:
            with guarded("the data"):
                self.conclude()
        self.write(ending)

    def write(self, ending):
        """Writes what is known now, where this process speaks and has seen anything."""
        with guarded("the fingerprint"):
            is_certain = bool(self.steps or self.fits or self.others)
            if process_role.speaks() and (is_certain or self.is_smoke):
                write_fingerprint(self._folder, self._content(ending), is_certain)

    def _content(self, ending):
        content = {
            "steps": self.steps or len(self.fits),
            "models": [],
            "optimizers": [],
            "schedulers": [],
            "losses": [],
            "operations": {},
            "loaders": [],
            "fits": self.fits,
            "others": self.others,
            "ending": ending,
            "evaluated": self.has_evaluated,
        }
        if self._first_step_ms is not None:
            content["firstStepMs"] = self._first_step_ms
        if self.functions is not None:
            content["functions"] = sorted(self.functions())
        if self.collect is not None:
            content.update(self.collect())
        return content

    def _on_exit(self):
        self.finish("ended" if self.is_smoke else "went-on")
