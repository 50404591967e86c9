"""Faults of many kinds, tried many times, and what became of them."""
