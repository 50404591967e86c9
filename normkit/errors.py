"""What users are told when something cannot be done."""


class UsageError(Exception):
    """Nothing can be done as asked. The message says what, where and what to do; the CLI exits with 2."""
