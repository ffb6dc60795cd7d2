"""Whether a record says itself that it is about a place in another municipality."""

from __future__ import annotations

import re

from catalog.check.examined import Examined, columns_headed
from catalog.standards.municipalities import bodies_named, folded_name

_ADDRESSES = re.compile(r"住所|所在地|所在|address|市区町村|地方公共団体名", re.IGNORECASE)
_LONGEST_NAME = 20


def names_another_body(examined: Examined, row: int, own_code: str) -> bool:
    """Return whether an address of the 0-based data *row* begins with the name of another body than *own_code*."""
    for column in columns_headed(examined.columns, _ADDRESSES):
        codes = _leading_body(column.cells[row] or "")
        if codes and not any(_is_within(code, own_code) for code in codes):
            return True
    return False


def _leading_body(address: str) -> tuple[str, ...]:
    """Return the codes of the body that *address* begins with, the longest name that there is."""
    text = folded_name(address)[:_LONGEST_NAME]
    ends = [match.end() for match in re.finditer("[都道府県市区町村]", text)]
    for end in reversed(ends):
        if codes := bodies_named(text[:end]):
            return codes
    return ()


def _is_within(code: str, outer: str) -> bool:
    if code == outer or (code[:2] == outer[:2] and "000" in (outer[2:5], code[2:5])):
        return True
    # A ward's code lies above its city's, which ends in a ten: 331015 is in 331007, 401315 in 401307.
    return code[:2] == outer[:2] and outer[2] == "1" and outer[4] == "0" and 0 < int(code[2:5]) - int(outer[2:5]) < 30
