"""What a user may set."""

from pydantic import Field

from normkit import Options


class MetadataOptions(Options):
    """How sure a value must be to be claimed; a name without one is null."""

    title_threshold: float = Field(default=0.1, ge=0, le=1, description="Least probability of a title.")
    authors_threshold: float = Field(default=0.62, ge=0, le=1, description="Least probability of an author.")
    published_threshold: float = Field(
        default=0.35, ge=0, le=1, description="Least probability of a date of publication."
    )
