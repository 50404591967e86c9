"""How right the stages are on labelled data: one sub-command for each stage, see `__main__.py`."""
