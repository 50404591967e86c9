"""What users are told when something cannot be done."""


class NormkitError(Exception):
    """The message says what, where and what to do; the command line prints it and exits with `exit_code`."""

    exit_code = 3


class UsageError(NormkitError):
    """It cannot be done as asked: usage, configuration, or an input or output that does not fit."""

    exit_code = 2
