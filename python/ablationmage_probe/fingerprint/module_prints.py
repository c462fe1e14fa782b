"""The module trees of the roots, as they are at a step."""

from ablationmage_probe.fingerprint.describe import shortened
from ablationmage_probe.fingerprint.guard import guarded


def model_prints(torch, calls, with_gradient, optimized):
    """One entry per root; `with_gradient` and `optimized` hold the `id` of parameters."""
    return [
        {
            "type": type(root).__qualname__,
            "modules": [
                _module_print(name, module, calls.facts_of(module), with_gradient, optimized)
                for name, module in torch.nn.Module.named_modules(root)
            ],
            "inputs": called.inputs,
        }
        for root, called in calls.roots()
    ]


def _module_print(name, module, called, with_gradient, optimized):
    settings = ""
    with guarded("extra_repr of " + type(module).__qualname__):
        settings = shortened(module.extra_repr())
    facts = {
        "name": name,
        "type": type(module).__qualname__,
        "settings": settings,
        "parameters": [
            {
                "name": own_name,
                "shape": _shape(parameter),
                "trainable": bool(parameter.requires_grad),
                "hasGradient": id(parameter) in with_gradient,
                "isOptimized": id(parameter) in optimized,
            }
            for own_name, parameter in module._parameters.items()
            if parameter is not None
        ],
        "buffers": {
            own_name: _shape(buffer) for own_name, buffer in module._buffers.items() if buffer is not None
        },
        "calls": 0 if called is None else called.calls,
    }
    if called is not None:
        facts["order"] = called.order
        if called.input:
            facts["input"] = called.input
        if called.output:
            facts["output"] = called.output
    return facts


def _shape(tensor):
    try:
        return [int(size) for size in tensor.shape]
    except RuntimeError:  # a lazy module that has not run yet
        return []
