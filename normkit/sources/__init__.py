"""Where raw bytes come from, and how much is read of them."""
