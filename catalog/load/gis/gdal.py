"""GDAL, held to what it is asked for: nothing from the network, nothing written."""

from __future__ import annotations

from functools import cache

_SETTINGS = {
    # A closed door, for drivers that would follow an address in a file.
    "GDAL_HTTP_PROXY": "http://127.0.0.1:9",
    "GDAL_HTTP_TIMEOUT": "1",
    "GDAL_HTTP_MAX_RETRY": "0",
    "CPL_VSIL_CURL_ALLOWED_FILENAME": "/vsicurl/none",
    # Missing indexes and side files are not made up on the disk of those who only read.
    "SHAPE_RESTORE_SHX": "NO",
    "GDAL_PAM_ENABLED": "NO",
}


@cache
def tame_gdal() -> None:
    """Set what has to be set before GDAL opens anything."""
    import pyogrio

    pyogrio.set_gdal_config_options(_SETTINGS)
