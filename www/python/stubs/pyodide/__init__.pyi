"""Pyodide, as far as we call it."""
