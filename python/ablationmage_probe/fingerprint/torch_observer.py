"""Observes PyTorch until the first steps are taken: installs the parts, and puts together what they saw."""

import atexit

from ablationmage_probe.fingerprint import process_role, step_hooks
from ablationmage_probe.fingerprint.guard import guarded
from ablationmage_probe.fingerprint.loaders import Loaders
from ablationmage_probe.fingerprint.loss_graph import LossGraph
from ablationmage_probe.fingerprint.module_calls import ModuleCalls
from ablationmage_probe.fingerprint.module_prints import model_prints
from ablationmage_probe.fingerprint.observation import observation_of
from ablationmage_probe.fingerprint.optimizer_prints import (
    optimizer_print,
    parameters_of,
    scheduler_print,
    watch_optimizers,
    watch_schedulers,
)
from ablationmage_probe.fingerprint.patch import Patches
from ablationmage_probe.fingerprint.random_state import RandomStates
from ablationmage_probe.fingerprint.samples import SampleDrawer
from ablationmage_probe.fingerprint.smoke_stop import SmokeStop
from ablationmage_probe.fingerprint.step_count import StepCount

#: Where one of several optimizers never steps, so many times the steps asked for are enough.
_MOST_ROUNDS = 20


def observe_torch(torch, settings):
    """After the import of all of `torch`, in an observed run."""
    __import__("torch.utils.data")
    __import__("torch.optim.lr_scheduler")
    observation = observation_of(settings)
    count = StepCount()
    observer = _TorchObserver(torch, settings, observation)
    stop = SmokeStop(torch, observation, count) if observation.is_smoke else None

    def before(optimizer, is_outermost):
        if stop is not None:
            stop.before_step()
        observer.before_step(optimizer)

    def after(optimizer, is_outermost):
        if is_outermost:
            count.add()
        if observer.after_step(optimizer, is_outermost) and stop is not None:
            stop.allow_evaluation()

    step_hooks.watch_steps(before, after)
    atexit.register(count.write)


class _TorchObserver:
    def __init__(self, torch, settings, observation):
        self._torch = torch
        self._observation = observation
        keeps = observation.is_smoke
        self._patches = Patches()
        self._graph = LossGraph(torch, self._patches)
        self._calls = ModuleCalls(torch, self._graph, keeps, self._on_evaluation)
        self._random_states = RandomStates(torch, settings, self._patches)
        self._optimizers = watch_optimizers(self._patches, keeps)
        self._schedulers = watch_schedulers(self._patches, keeps)
        self._loaders = Loaders(torch, settings, self._patches, keeps)
        self._samples = SampleDrawer(torch) if keeps else None
        self._steps_of = {}
        self._with_gradient = set()
        self._snapshot = None
        self._is_watching = True
        observation.collect = self._collect
        observation.conclude = self._draw_samples if keeps else None

    def before_step(self, optimizer):
        """Gradients are looked at here: after the step a script may drop them."""
        if self._is_watching:
            with guarded("the gradients"):
                self._note_gradients(optimizer)

    def after_step(self, optimizer, is_outermost):
        """Whether this was the step that ends the observation."""
        if not self._is_watching or process_role.was_forked():
            return False
        with guarded("an optimizer step"):
            self._note_gradients(optimizer)  # those that a closure computed
            if id(optimizer) not in self._steps_of:
                self._graph.on_first_step()
            # An optimizer that another one calls may step several times in one step of the script.
            taken = self._steps_of.get(id(optimizer), 0)
            self._steps_of[id(optimizer)] = taken + 1 if is_outermost else max(taken, 1)
            self._graph.on_step()
            if not is_outermost:
                return False
            self._observation.add_step()
            self._snapshot = self._take_snapshot()
            if not self._is_reached():
                return False
            self._stop_watching()
            if self._samples is not None:
                self._draw_samples()
            self._observation.write("went-on")
            return True
        return False

    def _is_reached(self):
        if self._observation.steps >= _MOST_ROUNDS * self._observation.goal:
            return True
        taken = [self._steps_of.get(id(optimizer), 0) for optimizer in self._optimizers.alive()]
        return max(self._steps_of.values()) >= self._observation.goal and all(taken)

    def _stop_watching(self):
        self._is_watching = False
        self._graph.is_recording = False
        self._calls.is_recording = False
        if not self._observation.is_smoke:
            self._calls.remove()
            self._patches.remove()

    def _note_gradients(self, optimizer):
        roots = [module for module, _facts in self._calls.roots()]
        for parameter in parameters_of([optimizer]):
            if parameter.grad is not None:
                self._with_gradient.add(id(parameter))
        for root in roots:
            for parameter in self._torch.nn.Module.parameters(root):
                if parameter.grad is not None:
                    self._with_gradient.add(id(parameter))

    def _take_snapshot(self):
        optimizers = self._optimizers.alive()
        optimized = {id(parameter) for parameter in parameters_of(optimizers)}
        modules = [module for root, _facts in self._calls.roots() for module in self._torch.nn.Module.modules(root)]
        with_parameters = [module for module in modules if module._parameters or module._modules]
        state = self._random_states.before(with_parameters)
        return {
            "models": model_prints(self._torch, self._calls, self._with_gradient, optimized),
            "optimizers": [optimizer_print(optimizer) for optimizer in optimizers],
            "schedulers": [scheduler_print(scheduler) for scheduler in self._schedulers.alive()],
            "losses": list(self._calls.losses.values()),
            "operations": dict(self._graph.operations),
            "loaders": self._loaders.prints(),
            **({"isCompiled": True} if self._graph.is_compiled else {}),
            **({} if state is None else {"randomState": state}),
        }

    def _collect(self):
        # Without a step there is no snapshot; in a smoke run the modules are still there.
        content = dict(self._snapshot if self._snapshot is not None else self._take_snapshot())
        if self._observation.is_smoke:
            content["loaders"] = self._loaders.prints()  # with those of the evaluation
        return content

    def _draw_samples(self):
        for loader, loader_print in zip(self._loaders.alive(), self._loaders.prints()):
            self._samples.draw_for(loader, loader_print)

    def _on_evaluation(self, module):
        if self._observation.steps and any(True for _parameter in self._torch.nn.Module.parameters(module)):
            self._observation.has_evaluated = True
