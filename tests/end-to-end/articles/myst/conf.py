"""A tutorial, as Jupyter Book 1 has Sphinx make it of MyST."""

project = "A tutorial"
extensions = ["myst_parser"]
html_theme = "basic"
