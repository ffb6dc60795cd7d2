"""The order of the steps: of one dataset (`dataset`), of all (`whole`), and to a site (`printer`).

Only this room knows the order: load → check → convert → describe → publish / render, then link and print.
"""

from catalog.pipeline.options import BuildOptions, CatalogUnusable
from catalog.pipeline.printer import SitePrinter, prepare_site
from catalog.pipeline.whole import CatalogBuild, build_catalog, check_catalog

__all__ = [
    "BuildOptions",
    "CatalogBuild",
    "CatalogUnusable",
    "SitePrinter",
    "build_catalog",
    "check_catalog",
    "prepare_site",
]
