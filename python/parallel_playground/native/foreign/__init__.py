"""Records that others made of their own runs, read as lanes."""
