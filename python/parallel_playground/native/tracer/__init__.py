"""A folder that is put on the path of traced programs."""
