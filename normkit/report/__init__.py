"""The HTML page: a view of a finished run, in one file that needs nothing else."""
