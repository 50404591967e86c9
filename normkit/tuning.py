"""What a process of ours sets for itself, before it does anything else."""

import gc
import os

_OBJECTS = 50_000
"""That are made and not yet freed: what ends in a cycle is little, and stays bounded."""


def tune() -> None:
    """Look for cycles seldom, and multiply in one thread, unless the environment says otherwise.

    Looked for as often as Python does, cycles take 3 to 5 % of a run. Our matrices are small, and there is a
    process for each processor: OpenBLAS would start its threads, a tenth of a second of CPU, for nothing.
    """
    gc.set_threshold(_OBJECTS)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
