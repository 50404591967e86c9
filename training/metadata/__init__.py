"""How the weights of the `metadata` stage are made, see `__main__.py`."""
