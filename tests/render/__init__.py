"""Tests of the rendered pages."""
