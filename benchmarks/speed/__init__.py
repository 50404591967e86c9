"""How fast normkit is, and how much memory it takes."""
