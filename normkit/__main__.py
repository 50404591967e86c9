"""`python -m normkit` is the command line."""

from normkit.cli import main

main()
