"""What a document may take of a worker process."""

from dataclasses import dataclass

DEFAULT_SECONDS = 600.0


@dataclass(frozen=True)
class WorkerLimits:
    """Limits of one document in one pass; a document that is over one goes to quarantine."""

    seconds: float = DEFAULT_SECONDS
    """Of wall clock."""
    megabytes: int | None = None
    """Memory in MiB that a worker process may have, where the system can limit it; None: all there is."""
