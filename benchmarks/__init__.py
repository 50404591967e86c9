"""How right, how fast and how robust normkit is, and the figures of it that pages quote: see `__main__.py`."""
