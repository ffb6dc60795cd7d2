"""What a column's values identify, whatever its heading is called."""

from __future__ import annotations

from enum import Enum


class Role(Enum):
    """The roles that checks, conversions and maps care for; the values are those that ``catalog inspect`` prints."""

    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    EASTING = "easting"
    NORTHING = "northing"
    MUNICIPALITY_CODE = "municipality-code"
    """全国地方公共団体コード: six digits with a check digit, or five without."""
    CORPORATE_NUMBER = "corporate-number"
    """法人番号."""
    POSTAL_CODE = "postal-code"
    TELEPHONE = "telephone"
    DATE_ERA = "date-era"
    """Dates written with Japanese eras (和暦)."""
