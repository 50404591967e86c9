"""normkit inside other people's pipelines, one module each; each needs the extra of its name."""
