"""What commands print for people, as lines that fit 80 columns."""
