"""A description file in its usual layout: order of keys, depth of lines; values and comments stay as they were written.

Whole lines are moved, never written anew. In the end it is proven that the file says the same and that every line and
every comment is still there; a file of which that can't be proven isn't touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from catalog.convert.descriptor_order import Order
from catalog.load.marked_yaml import parse_marked_yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STEP = 2
_NOTHING = Order(())


class LayoutUnsure(Exception):
    """The text is written in a way in which its lines can't be moved for sure."""


def format_descriptor(text: str, order: Order) -> str:
    """Return the descriptor *text* with its keys in *order*, two spaces a level, no blanks at the ends of lines.

    Line breaks stay those of the first line. Formatting what was formatted changes nothing.

    Arguments:
        text: Without a byte order mark; it has to be readable.
        order: Of the kind of file that it is.

    Raises:
        LayoutUnsure: It can't be proven that nothing but the layout would change.
    """
    newline = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    plain = text.replace("\r\n", "\n")
    root = yaml.compose(plain, Loader=_Loader)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise LayoutUnsure
    lines = plain.split("\n")
    fixed = _scalar_lines(root, lines)
    tidy = _Tidy([line if number in fixed else line.rstrip() for number, line in enumerate(lines)], fixed)
    formatted = _joined(tidy.whole(root, order))
    _prove(plain, formatted)
    return formatted.replace("\n", newline)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line; that of a text over several lines (``is_fixed``) is never shortened nor taken for a blank one."""

    text: str
    is_fixed: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.is_fixed and not self.text.strip()

    @property
    def is_comment(self) -> bool:
        return not self.is_fixed and self.text.lstrip(" ").startswith("#")

    @property
    def depth(self) -> int:
        return len(self.text) - len(self.text.lstrip(" "))

    def moved(self, distance: int) -> _Line:
        if distance == 0 or not self.text.strip():
            return self
        if distance < 0 and self.depth < -distance:
            raise LayoutUnsure
        return _Line(" " * distance + self.text if distance > 0 else self.text[-distance:], self.is_fixed)


def _joined(lines: Sequence[_Line]) -> str:
    """Return *lines* as text, without blank ones at both ends and with no two in a row."""
    kept: list[str] = []
    was_blank = True
    for line in lines:
        if not (line.is_blank and was_blank):
            kept.append(line.text)
        was_blank = line.is_blank
    while kept and was_blank:
        kept.pop()
        was_blank = False
    return "\n".join(kept) + "\n"


def _scalar_lines(root: yaml.Node, lines: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the lines, from 0, that belong to a text that began on a line before."""
    found: set[int] = set()
    pending = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, yaml.MappingNode):
            pending += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            pending += node.value
        else:
            # A block ends where the next line begins; a quoted text ends within a line.
            last = min(node.end_mark.line + (1 if node.end_mark.column else 0), len(lines))
            # Blank lines after a block aren't of it, unless it keeps them or they are longer than its margin.
            is_kept = node.value.endswith("\n\n") or node.value.rstrip("\n").endswith((" ", "\t"))
            while last > node.start_mark.line + 1 and not lines[last - 1].strip() and not is_kept:
                last -= 1
            found.update(range(node.start_mark.line + 1, last))
    return frozenset(found)


class _Tidy:
    """The lines of a file, and how they are laid out anew. Ranges of lines are from 0, their ends left out."""

    def __init__(self, lines: list[str], fixed: frozenset[int]) -> None:
        self.lines = [_Line(text, number in fixed) for number, text in enumerate(lines)]

    def whole(self, root: yaml.MappingNode, order: Order) -> list[_Line]:
        """Return all lines; what stands above the first key stays above whatever comes first."""
        first = root.value[0][0].start_mark.line if root.value else 0
        head = [line.moved(-line.depth) for line in self.lines[:first]]
        return head + self._mapping(root, first, len(self.lines), 0, order)

    def _mapping(self, node: yaml.MappingNode, start: int, stop: int, depth: int, order: Order) -> list[_Line]:
        """Return the lines of a mapping, moved to *depth*, its keys in *order*."""
        column = node.value[0][0].start_mark.column
        starts = [key.start_mark.line for key, _ in node.value]
        if len(set(starts)) < len(starts) or any(key.start_mark.column != column for key, _ in node.value):
            raise LayoutUnsure
        if any(self.lines[line].text[:column].strip() or self.lines[line].is_fixed for line in starts):
            raise LayoutUnsure
        chunks: list[tuple[str, list[_Line]]] = []
        lead = self._moved(start, starts[0], depth)
        for (key, value), begin, end in zip(node.value, starts, [*starts[1:], stop], strict=True):
            own = self._own_end(begin, end, column)
            chunks.append(
                (key.value, lead + self._entry(value, begin, own, depth, order.inner.get(key.value, _NOTHING)))
            )
            lead = self._moved(own, end, depth)
        places = {name: place for place, name in enumerate(order.keys)}
        chunks.sort(key=lambda chunk: places.get(chunk[0], len(places)))
        return [line for _, lines in chunks for line in lines] + lead

    def _entry(self, value: yaml.Node, begin: int, end: int, depth: int, order: Order) -> list[_Line]:
        column = self.lines[begin].depth
        if isinstance(value, yaml.CollectionNode) and not value.flow_style and value.value:
            first = value.start_mark.line
            if first == begin:
                raise LayoutUnsure
            head = [line.moved(depth - column) for line in self.lines[begin : begin + 1]]
            if isinstance(value, yaml.MappingNode):
                return head + self._mapping(value, begin + 1, end, depth + _STEP, order)
            if not isinstance(value, yaml.SequenceNode):
                raise LayoutUnsure
            return head + self._sequence(value, begin + 1, end, depth + _STEP, order)
        return [line.moved(depth - column) for line in self.lines[begin:end]]

    def _sequence(self, node: yaml.SequenceNode, start: int, stop: int, depth: int, order: Order) -> list[_Line]:
        """Return the lines of a list, its dashes moved to *depth*."""
        column = node.start_mark.column
        starts = [item.start_mark.line for item in node.value]
        if len(set(starts)) < len(starts):
            raise LayoutUnsure
        found = self._moved(start, starts[0], depth)
        for item, begin, end in zip(node.value, starts, [*starts[1:], stop], strict=True):
            own = self._own_end(begin, end, column)
            found += self._item(item, begin, own, column, depth, order)
            found += self._moved(own, end, depth)
        return found

    def _item(self, item: yaml.Node, begin: int, end: int, column: int, depth: int, order: Order) -> list[_Line]:
        text = self.lines[begin].text
        if self.lines[begin].is_fixed or text[:column].strip() or text[column : column + 1] != "-":
            raise LayoutUnsure
        is_block = isinstance(item, yaml.CollectionNode) and not item.flow_style and item.value
        if not is_block:
            return [line.moved(depth - column) for line in self.lines[begin:end]]
        if not isinstance(item, yaml.MappingNode) or text[column + 1 : item.start_mark.column].strip():
            raise LayoutUnsure
        self.lines[begin] = _Line(" " * item.start_mark.column + text[item.start_mark.column :])
        lines = self._mapping(item, begin, end, depth + _STEP, order)
        first = next(number for number, line in enumerate(lines) if not line.is_comment and not line.is_blank)
        above = [line.moved(-min(_STEP, line.depth)) for line in lines[:first]]
        dashed = _Line(f"{' ' * depth}- {lines[first].text[depth + _STEP :]}", lines[first].is_fixed)
        return [*above, dashed, *lines[first + 1 :]]

    def _own_end(self, begin: int, end: int, column: int) -> int:
        """Return where what began at *begin* ends: comments that stand no deeper belong to what comes after them."""
        while end > begin + 1:
            line = self.lines[end - 1]
            if not (line.is_blank or (line.is_comment and line.depth <= column)):
                break
            end -= 1
        return end

    def _moved(self, start: int, stop: int, depth: int) -> list[_Line]:
        """Return comments and blank lines, the comments at *depth*."""
        lines = self.lines[start:stop]
        if any(not line.is_blank and not line.is_comment for line in lines):
            raise LayoutUnsure
        return [line.moved(depth - line.depth) for line in lines]


def _prove(before: str, after: str) -> None:
    """Hold *after* to *before*: what both say, and the lines that both have.

    Raises:
        LayoutUnsure: They differ.
    """
    was, problems = parse_marked_yaml(before, "")
    now, more = parse_marked_yaml(after, "")
    if was is None or now is None or problems or more or was.value != now.value or _bare(before) != _bare(after):
        raise LayoutUnsure


def _bare(text: str) -> Counter[str]:
    """Return the lines of *text* without their depth and without dashes of lists."""
    lines = (line.strip() for line in text.split("\n"))
    return Counter(bare for line in lines if (bare := line[2:].lstrip() if line.startswith("- ") else line))
