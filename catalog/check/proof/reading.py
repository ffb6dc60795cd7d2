"""Frictionless's own word on single texts, for those that aren't proven.

What Frictionless makes of a cell depends on its text and its column alone. So it need be asked only once about each
text of a column, however many rows have it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

MOST_READ = 1_000
"""So many texts are tried before it is asked whether going on is worth while."""


class NotWorthProving(Exception):
    """So much of a column is wrong that Frictionless had better read the whole table."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What Frictionless makes of a text.

    Attributes:
        value: ``None`` for what isn't of the type.
        is_fine: It has no objection to the cell.
        is_readable: It comes to an end. (A time without an offset can't be held against a bound with one.)
    """

    value: Any
    is_fine: bool
    is_readable: bool = True


class Readers:
    """Frictionless's readers of the columns of a schema; it is imported when the first of them is asked for."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.schema = schema

    @cached_property
    def fields(self) -> Sequence[Any]:
        """Return Frictionless's fields."""
        from frictionless import Schema

        return Schema.from_descriptor(dict(self.schema)).fields

    def read(self, index: int, texts: Sequence[str], row_count: int) -> dict[str, Reading]:
        """Return what Frictionless makes of each of *texts* in the column at *index*.

        Raises:
            NotWorthProving: Most of very many texts are wrong.
        """
        ask = self.fields[index].create_cell_reader()
        found: dict[str, Reading] = {}
        is_long = len(texts) > max(MOST_READ, row_count // 20)
        wrong = 0
        for number, text in enumerate(texts, start=1):
            reading = found[text] = read_text(ask, text)
            wrong += not reading.is_fine
            if is_long and number == MOST_READ and wrong > MOST_READ // 2:
                raise NotWorthProving
        return found


def read_text(ask: Callable[[str], tuple[Any, Any]], text: str) -> Reading:
    """Return what the cell reader *ask* makes of *text*; whatever it throws is an objection."""
    try:
        value, notes = ask(text)
        hash(value) if value.__hash__ else None  # A signalling NaN can't be looked up among the values before it.
    except Exception:  # Of decimal, dateutil, json …; the text is hostile, and the answer the same.
        return Reading(None, False, is_readable=False)
    return Reading(value, notes is None)
