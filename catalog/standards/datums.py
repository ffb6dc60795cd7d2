"""The geodetic datums (測地系) of maps in Japan, by the EPSG code of a system: their names change, codes don't.

Source: EPSG dataset; from its version 12.055 on, the systems of JGD2011 bear the name JGD2024 under the same codes.
"""

from __future__ import annotations

import re
from enum import Enum

_EPSG = re.compile(r"EPSG:([0-9]{4,5})", re.IGNORECASE | re.ASCII)


class Datum(Enum):
    """A datum that coordinates in Japan refer to."""

    TOKYO = "tokyo"
    """旧日本測地系, until March 2002: about 430 m away from the others."""
    JGD2000 = "jgd2000"
    JGD2011 = "jgd2011"
    """The datum since October 2011; JGD2024 in newer lists."""
    WGS84 = "wgs84"


# Geographic, plane rectangular I to XIX, UTM 51N to 55N.
_CODES = {
    Datum.TOKYO: (range(4301, 4302), range(30161, 30180), range(3092, 3097)),
    Datum.JGD2000: (range(4612, 4613), range(2443, 2462), range(3097, 3102)),
    Datum.JGD2011: (range(6668, 6669), range(6669, 6688), range(6688, 6693)),
    Datum.WGS84: (range(4326, 4327), range(3857, 3858), range(32601, 32661)),
}


def datum_of_crs(crs: str) -> Datum | None:
    """Return the datum of a system such as ``EPSG:6673``, or ``None`` for one that isn't of Japan or WGS 84."""
    match = _EPSG.fullmatch(crs)
    number = int(match[1]) if match else 0
    return next((datum for datum, ranges in _CODES.items() if any(number in codes for codes in ranges)), None)
