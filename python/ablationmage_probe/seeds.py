"""Seeds the libraries as soon as they are imported, before the script can: its own seeds always win.

Covered: random, NumPy's global state and every NumPy generator made without a seed, PyTorch, and with
NumPy scikit-learn's `random_state=None`. Not covered: `random.Random()` without a seed, `os.urandom`,
TensorFlow, JAX.
"""

import functools
import os
import sys
import zlib

from ablationmage_probe import report


def seed_random(random, settings):
    """After the import of the standard library's `random`."""
    random.seed(_process_seed(settings))


def seed_numpy(numpy_random, settings):
    """After the import of `numpy.random`."""
    numpy_random.seed(_process_seed(settings) % 2**32)
    _replace_entropy(numpy_random, settings)


def seed_torch(torch, settings):
    """After the import of all of `torch`; seeding after `torch.random` alone has no effect."""
    torch.manual_seed(_process_seed(settings))


def seed_spawned_processes(spawn, settings):
    """After the import of `multiprocessing.spawn`: some interpreters have imported `random`, or more, before a spawned
    process learns its name, and all of them would draw the same."""
    prepare = spawn.prepare

    @functools.wraps(prepare)
    def name_seed_and_prepare(data):
        # A fork server's processes have run some of the user's code already, and its seeds win.
        if "multiprocessing.forkserver" not in sys.modules:
            try:
                _seed_again(data.get("name"), settings)
            except Exception as problem:
                report.write_problem("the seeds of a spawned process", problem)
        return prepare(data)

    spawn.prepare = name_seed_and_prepare


def _seed_again(name, settings):
    if name is not None:
        sys.modules["multiprocessing.process"].current_process().name = name
    for module, seed in (("random", seed_random), ("numpy.random", seed_numpy), ("torch", seed_torch)):
        if module in sys.modules:
            seed(sys.modules[module], settings)


def _replace_entropy(numpy_random, settings):
    # All unseeded generators (default_rng(), RandomState(), PCG64() ...) draw their entropy from this one
    # function, so that no class has to be replaced and isinstance and pickle work as ever.
    bit_generator = sys.modules["numpy.random.bit_generator"]
    if not callable(getattr(bit_generator, "randbits", None)):
        raise AttributeError("numpy.random.bit_generator.randbits: generators without a seed stay random")
    sequence_type = numpy_random.SeedSequence
    drawn = {}

    def draw_bits(count):
        stream = _stream_key()
        drawn[stream] = drawn.get(stream, 0) + 1
        entropy = [settings.seed, zlib.crc32(stream.encode()), drawn[stream]]
        words = sequence_type(entropy).generate_state((count + 31) // 32)
        return sum(int(word) << (32 * place) for place, word in enumerate(words)) & ((1 << count) - 1)

    bit_generator.randbits = draw_bits


def _process_seed(settings):
    """The study's seed in the main process; workers and ranks differ among themselves, repeatably."""
    stream = _stream_key()
    return settings.seed if stream == "" else settings.seed + zlib.crc32(stream.encode())


def _stream_key():
    """What tells this process apart from its siblings; empty for the main process of rank 0."""
    rank = os.environ.get("RANK", "0")
    multiprocessing = sys.modules.get("multiprocessing.process")
    name = multiprocessing.current_process().name if multiprocessing is not None else "MainProcess"
    return "" if rank == "0" and name == "MainProcess" else rank + " " + name
