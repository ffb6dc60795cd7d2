"""Headings of several rows to one label per column: see :mod:`catalog.infer.header_labels`."""

from __future__ import annotations

from catalog.infer.header_labels import join_labels

__all__ = ["join_labels"]
