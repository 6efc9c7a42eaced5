"""What runs the programs outside of a tab, and writes and opens reports."""
