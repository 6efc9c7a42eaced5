"""A tutorial, as Sphinx makes it."""

project = "A tutorial"
html_theme = "basic"
