"""Machi Catalog: a static open-data catalog from Frictionless descriptors (まちのオープンデータカタログ)."""

__version__ = "0.1.0"
