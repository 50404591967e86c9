"""The weights of the `translation` stage, and the precision of its rules."""
