"""The weights of the `boilerplate` stage."""
