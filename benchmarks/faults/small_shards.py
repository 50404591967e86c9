"""`normkit`, but with each document in a shard of its own: a small bundle then has many.

python benchmarks/faults/small_shards.py run BUNDLE -o OUT
"""

from functools import partial
from unittest.mock import patch

from normkit.bundles.shard import shards
from normkit.cli import main

if __name__ == "__main__":
    with patch("normkit.runs.run.shards", partial(shards, limit=1)):
        main()
