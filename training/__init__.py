"""Scripts that make the weights of stages."""
