"""What of a bundle a run has still to do."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import TypeAlias

from normkit.bundles.bundle import Bundle
from normkit.bundles.shard import Shard
from normkit.record.counts import Counts
from normkit.runs.files import OutputError
from normkit.runs.output import Output

OnShard: TypeAlias = Callable[[Counts], None]
"""Told what a finished shard counts."""


def to_do(
    bundle: Bundle, shards: Iterable[Shard], output: Output, on_shard: OnShard, surveyed: str | None
) -> Iterator[Shard]:
    """Yield those of the shards of `bundle` that have no receipt, and tell of the others.

    Raises OutputError if the input is not what receipts tell of, or not what was `surveyed`, by its digest.
    """
    seen = set()
    digest = sha256()
    for shard in shards:
        seen.add(shard.number)
        if surveyed:
            digest.update(shard.fingerprint)
        committed = output.committed.get(shard.number)
        if committed is None:
            yield shard
        elif committed == shard.digest():
            on_shard(output.receipt(shard.number).counts)
        else:
            first, last = shard.documents[0].name, shard.documents[-1].name
            _refuse(bundle, output, f"between {first!r} and {last!r}")
    if output.committed.keys() - seen:
        _refuse(bundle, output, "it holds fewer documents")
    if surveyed and digest.hexdigest() != surveyed:
        _refuse(bundle, output, "after it was surveyed")


def _refuse(bundle: Bundle, output: Output, where: str) -> None:
    msg = (
        f"output {str(output.path)!r} holds a run of another input: {bundle.location!r} was changed since "
        f"({where}); name another output, or start this one over with --restart"
    )
    raise OutputError(msg)
