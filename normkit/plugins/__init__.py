"""Plugins: what they may implement, and how they are found, trusted and loaded."""
