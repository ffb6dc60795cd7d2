"""Layers as files: for maps, GIS programs, phones and code."""
