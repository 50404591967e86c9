"""Jobs: what is done with every document of a bundle, as plain data and as what does it."""
