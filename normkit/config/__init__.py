"""The configuration: pipeline, stage options, limits, survey and trust, and where each value comes from."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError

from normkit.config.file import ConfigError, Origin, Origins, discover, read, refused
from normkit.mistakes import Key, mistakes
from normkit.pipelines.pipeline import DEFAULT, Pipeline
from normkit.plugins.entry_points import PluginError, find
from normkit.plugins.file import PluginFile
from normkit.plugins.loading import Plugins
from normkit.plugins.trust import OWN, Trust
from normkit.sources.limits import Limits
from normkit.surveys.survey import Survey, SurveyOptions

__all__ = ["Config", "ConfigError", "Limits", "Trust", "discover", "load", "split_assignment"]

_DEFAULT = Origin("default")
_COMMAND_LINE = Origin("command line")


class Config(BaseModel):
    """What holds. The fields are the keys of a configuration file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pipeline: tuple[str, ...] = Field(default=DEFAULT, description="The stages that run, in order.")
    observers: tuple[str, ...] = Field(default=(), description="Plugins that are told what becomes of runs.")
    stages: dict[str, dict[str, Any]] = Field(default={}, description="Options, in a table for each stage.")
    limits: Limits = Limits()
    survey: SurveyOptions = SurveyOptions()
    trust: Trust = Trust()
    _origins: Origins = PrivateAttr(default_factory=dict)
    _plugins: tuple[PluginFile, ...] = PrivateAttr(default=())

    @property
    def options(self) -> dict[str, dict[str, Any]]:
        """The options of the stages of the pipeline; those of others wait."""
        return {stage: options for stage, options in self.stages.items() if stage in self.pipeline}

    @property
    def plugins(self) -> tuple[PluginFile, ...]:
        """Plugins in files, which only the command line names."""
        return self._plugins

    def build(self, survey: Survey | None = None) -> Pipeline:
        """Make the pipeline, with the counts of `survey`. Raises as `Pipeline` does."""
        return Pipeline(self.pipeline, self.options, self.trust, survey, self.plugins)

    @property
    def file(self) -> str | None:
        """The path of the file that it was read from, if any."""
        return self._origins[()].name if () in self._origins else None

    def origin(self, *key: str | int) -> Origin:
        """Return where a value comes from; the key is `"pipeline", 0` or `"limits", "max_document_bytes"`."""
        return self._origins.get(key, _DEFAULT)

    def over(
        self,
        stages: Sequence[str],
        added: Sequence[str],
        options: Mapping[tuple[str, str], Any],
        plugins: Sequence[PluginFile] = (),
    ) -> "Config":
        """Return a copy with what the command line says: all stages, stages at the end, single options.

        Stages in `plugins` run at the end too, unless all are named or these are.
        Raises ConfigError for an option of a stage that would not run, PluginError if it is not installed.
        """
        pipeline = (*(stages or self.pipeline), *added)
        in_files = Plugins([], self.trust, plugins).names_in_files
        if not stages:
            pipeline = (*pipeline, *(name for name in in_files if name not in pipeline))
        origins = {
            key: origin for key, origin in self._origins.items() if not (stages and "pipeline" in key[:1])
        }
        for place in range(0 if stages else len(self.pipeline), len(pipeline)):
            origins["pipeline", place] = _COMMAND_LINE
        merged = {stage: dict(given) for stage, given in self.stages.items()}
        for (stage, option), value in options.items():
            if stage not in pipeline:
                if stage not in in_files:
                    find(stage)
                msg = f"--set {stage}.{option}: stage {stage!r} would not run; add it with --with {stage}"
                raise ConfigError(msg)
            merged.setdefault(stage, {})[option] = value
            origins["stages", stage, option] = _COMMAND_LINE
        config = self.model_copy(update={"pipeline": pipeline, "stages": merged})
        config._origins, config._plugins = origins, tuple(plugins)  # noqa: SLF001 (a copy of this one)
        return config

    def without_plugins(self) -> "Config":
        """Return a copy that trusts no plugins but normkit's own."""
        config = self.model_copy(update={"trust": self.trust.model_copy(update={"allow": (OWN,)})})
        config._origins = {**self._origins, ("trust", "allow"): _COMMAND_LINE}  # noqa: SLF001 (a copy of this one)
        return config

    def check(self) -> None:
        """Check stages and options; plugins of the pipeline that are given options are imported for it.

        Raises ConfigError, with file and line, or PluginError for a plugin that is not trusted or broken.
        """
        in_files = Plugins([], self.trust, self.plugins).names_in_files
        for key in self._origins:
            match key:
                case ("pipeline", int(place)) if self.pipeline[place] not in in_files:
                    self._find(self.pipeline[place], key)
                case ("stages", str(stage)) if stage not in in_files:
                    self._find(stage, key)
        for stage, options in self.options.items():
            kind = Plugins([stage], self.trust, self.plugins).stages[stage][0].options_type
            try:
                kind.model_validate(options)
            except ValidationError as error:
                raise refused(mistakes(error, kind, ("stages", stage)), self._origins) from error

    def _find(self, stage: str, key: Key) -> None:
        try:
            find(stage)
        except PluginError as error:
            raise refused([(key, str(error))], self._origins) from error


def split_assignment(text: str) -> tuple[str, str, Any]:
    """Return stage, option and value of STAGE.OPTION=VALUE, as `--set` takes it; what is no TOML is a string.

    Raises ConfigError.
    """
    name, equals, value = text.partition("=")
    stage, _, option = name.strip().partition(".")
    if not (equals and stage and option):
        msg = f"--set {text!r}: write STAGE.OPTION=VALUE"
        raise ConfigError(msg)
    try:
        return stage, option, tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        return stage, option, value


def load(path: str | Path) -> Config:
    """Read a configuration: the table `tool.normkit` of a `pyproject.toml`, all of any other file.

    Raises ConfigError, with file and line. No plugin is looked at before `Config.check`.
    """
    content, origins = read(Path(path))
    try:
        config = Config.model_validate(content)
    except ValidationError as error:
        raise refused(mistakes(error, Config), origins) from error
    config._origins = origins  # noqa: SLF001 (no field: nobody may write it in a file)
    return config
