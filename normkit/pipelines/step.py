"""A stage at its place in a pipeline."""

from dataclasses import dataclass
from typing import Any

from normkit.plugins.loading import Provider
from normkit.stages.stage import Stage


@dataclass(frozen=True)
class PlannedStep:
    """A stage, and where it comes from."""

    stage: Stage[Any]
    provider: Provider

    @property
    def identity(self) -> dict[str, Any]:
        """What the stage's proposals and keys depend on besides the document, as JSON."""
        return {
            "stage": self.stage.name,
            "options": self.stage.options.model_dump(mode="json"),
            "distribution": self.provider.distribution,
            "version": self.provider.version,
            "digest": self.provider.digest,
        }
