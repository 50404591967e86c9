"""Pipelines: ordered steps over documents."""
