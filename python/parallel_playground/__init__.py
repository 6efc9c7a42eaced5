"""Parallel Playground's programs in Python: what is computed, and every way to execute it.

A tab runs these very files, and so does `parallel-playground run` on your own machine. What lies
in `native` only the latter has.
"""
