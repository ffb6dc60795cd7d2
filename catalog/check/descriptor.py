"""The three kinds of descriptors, from raw to validated."""

from catalog.check.dataset import parse_dataset
from catalog.check.municipality import parse_municipality
from catalog.check.site import parse_site

__all__ = ["parse_dataset", "parse_municipality", "parse_site"]
