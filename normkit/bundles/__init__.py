"""Bundles: read in their formats, and cut into shards."""
