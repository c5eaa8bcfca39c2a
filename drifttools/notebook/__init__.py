"""Notebooks at the edge: the papermill runner and displays."""
