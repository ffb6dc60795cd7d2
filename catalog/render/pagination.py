"""Links from one page of a list to the others."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.model.text import Lang
from catalog.render.links import list_uri, root_prefix

PAGES_AROUND = 2
"""Numbers of pages that are linked on either side of the current one."""


@dataclass(frozen=True, slots=True)
class Pagination:
    """Links to the other pages of a list.

    Attributes:
        numbers: Page number and link; a link of ``None`` is a gap.
    """

    current: int
    previous: str | None
    next: str | None
    numbers: tuple[tuple[int, str | None], ...]


def paginate(path: str, number: int, page_count: int, lang: Lang) -> Pagination | None:
    """Return the links from page *number* of a list to the others, relative to it; ``None`` for a single page."""
    if page_count == 1:
        return None
    base = root_prefix(list_uri(lang, path, number))
    links = {each: base + list_uri(lang, path, each) for each in range(1, page_count + 1)}
    near = sorted({1, page_count, *range(max(1, number - PAGES_AROUND), min(page_count, number + PAGES_AROUND) + 1)})
    numbers: list[tuple[int, str | None]] = []
    for each in near:
        if numbers and each > numbers[-1][0] + 1:
            numbers.append((each - 1, links[each - 1] if each == numbers[-1][0] + 2 else None))
        numbers.append((each, links[each]))
    return Pagination(number, links.get(number - 1), links.get(number + 1), tuple(numbers))
