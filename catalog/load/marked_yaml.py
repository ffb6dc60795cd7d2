"""YAML as text with line marks: nothing is guessed, so that a code such as ``011002`` never becomes a number."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from catalog.findings import Finding, Findings, Location, shown
from catalog.load.decoding import UTF8_BOM, detect_encoding, find_undecodable
from catalog.load.files import read_bytes
from catalog.model.marked import MarkedYaml

MAX_BYTES = 1_000_000
MAX_DEPTH = 50
MAX_NODES = 50_000

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_TODO = re.compile(r"(?:^|(?<=[\s]))(#[ \t]*TODO\b)[ \t:：]*([^\r\n]*)", re.MULTILINE)
MAX_TODOS = 100
_NULLS = {"", "~", "null", "Null", "NULL"}


def read_marked_yaml(file: Path, path: str) -> tuple[MarkedYaml | None, Findings]:
    """Return what is written in *file*, UTF-8 with or without a byte order mark.

    Codes: those of :func:`parse_marked_yaml`, file-missing, file-unreadable, file-too-large, yaml-encoding.
    """
    data, problem = read_bytes(file, path, MAX_BYTES)
    if data is None:
        return None, (problem,) if problem else ()
    broken = find_undecodable(data, "utf-8")
    if broken is not None:
        params = {"encoding": _encoding_name(detect_encoding(data))}
        return None, (Finding("yaml-encoding", Location(path, line=broken.line), params),)
    return parse_marked_yaml(data.removeprefix(UTF8_BOM).decode("utf-8"), path)


def parse_marked_yaml(text: str, path: str) -> tuple[MarkedYaml | None, Findings]:
    """Return *text* as mappings, lists and text with the place of each, and all that is wrong with it.

    Every scalar stays text (``true`` and ``2020-03-31`` too); an empty value, ``~`` and ``null`` are ``None``.

    Codes: file-too-large, yaml-control-character, yaml-empty, yaml-not-mapping, yaml-syntax, yaml-tab, yaml-colon,
    yaml-quote, yaml-too-complex, yaml-reference, yaml-several-documents, yaml-key-not-text, yaml-duplicate-key.
    """
    problem = _check_text(text, path)
    if problem is not None:
        return None, (problem,)
    builder = _Builder(path)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except _Refused as refusal:
        return None, (*builder.findings, refusal.finding)
    except yaml.MarkedYAMLError as error:
        return None, (*builder.findings, _syntax_finding(error, text, path))
    if builder.root is None:
        return None, (Finding("yaml-empty", Location(path)),)
    if not isinstance(builder.root, dict):
        return None, (Finding("yaml-not-mapping", Location(path, line=1, column=1)),)
    todos = tuple(_todos(text, builder.scalars)) if "TODO" in text else ()
    return MarkedYaml(path, builder.root, builder.marks, todos), tuple(builder.findings)


def _todos(text: str, scalars: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Yield the comments in *text* that begin with TODO: line, column, and what stands after it.

    *scalars* are the beginnings and ends of all values, in their order: within them, ``#`` is no comment.
    """
    starts = [start for start, _ in scalars]
    for match in itertools.islice(_TODO.finditer(text), MAX_TODOS):
        place = match.start(1)
        before = bisect_right(starts, place) - 1
        if before >= 0 and place < scalars[before][1]:
            continue
        line = text.count("\n", 0, place) + 1
        yield line, place - text.rfind("\n", 0, place), match[2].strip()


class _Refused(Exception):
    """Stops the reading; carries the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


@dataclass(slots=True)
class _Container:
    """A mapping or list that is being filled; ``key`` is the one that waits for its value."""

    value: Any
    pointer: str
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    """Builds raw values from the parser's events, so that depth and size are bounded before anything is kept.

    (``yaml.compose`` recurses in C: a hostile file would overflow its stack.)
    """

    path: str
    root: Any = None
    marks: dict[str, tuple[int, int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    stack: list[_Container] = field(default_factory=list)
    scalars: list[tuple[int, int]] = field(default_factory=list)
    node_count: int = 0
    document_count: int = 0

    def take(self, event: yaml.Event) -> None:
        """Take one event of the parser."""
        if isinstance(event, yaml.DocumentStartEvent):
            self.document_count += 1
            if self.document_count > 1:
                raise _Refused(self._finding("yaml-several-documents", event))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.NodeEvent):
            if isinstance(event, yaml.ScalarEvent):
                self.scalars.append((_index(event.start_mark), _index(event.end_mark)))
            self._take_node(event)

    def _take_node(self, event: yaml.NodeEvent) -> None:
        self._refuse(event)
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            self._take_key(parent, event)
            return
        value, pointer = _new_value(event), self._pointer(parent)
        self.marks.setdefault(pointer, _place(event.start_mark))
        self._put(parent, value)
        if isinstance(event, yaml.CollectionStartEvent):
            self.stack.append(_Container(value, pointer))

    def _refuse(self, event: yaml.NodeEvent) -> None:
        self.node_count += 1
        if self.node_count > MAX_NODES or len(self.stack) > MAX_DEPTH:
            raise _Refused(self._finding("yaml-too-complex", event))
        is_reference = isinstance(event, yaml.AliasEvent) or event.anchor is not None
        if is_reference or getattr(event, "tag", None) is not None:
            raise _Refused(self._finding("yaml-reference", event))

    def _take_key(self, parent: _Container, event: yaml.NodeEvent) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            raise _Refused(self._finding("yaml-key-not-text", event))
        parent.key = event.value
        pointer = self._pointer(parent)
        if event.value in parent.value:
            self.findings.append(self._finding("yaml-duplicate-key", event, pointer, key=shown(event.value)))
        self.marks.setdefault(pointer, _place(event.start_mark))

    def _put(self, parent: _Container | None, value: Any) -> None:
        if parent is None:
            self.root = value
        elif isinstance(parent.value, list):
            parent.value.append(value)
        else:
            parent.value.setdefault(parent.key, value)  # Of two equal keys the first counts.
            parent.key = None

    def _pointer(self, parent: _Container | None) -> str:
        if parent is None:
            return ""
        step = str(len(parent.value)) if isinstance(parent.value, list) else str(parent.key)
        return f"{parent.pointer}/{step.replace('~', '~0').replace('/', '~1')}"

    def _finding(self, code: str, event: yaml.Event, pointer: str | None = None, **params: str) -> Finding:
        line, column = _place(event.start_mark)
        return Finding(code, Location(self.path, pointer=pointer, line=line, column=column), params)


def _new_value(event: yaml.NodeEvent) -> Any:
    if isinstance(event, yaml.MappingStartEvent):
        return {}
    if isinstance(event, yaml.SequenceStartEvent):
        return []
    is_plain = not event.style  # type: ignore[attr-defined]
    text: str = event.value  # type: ignore[attr-defined]
    return None if is_plain and text in _NULLS else text


def _index(mark: Any) -> int:
    return int(mark.index)


def _place(mark: Any) -> tuple[int, int]:
    return mark.line + 1, mark.column + 1


def _check_text(text: str, path: str) -> Finding | None:
    if len(text) > MAX_BYTES:
        return Finding("file-too-large", Location(path), {"limit": f"{MAX_BYTES // 1_000_000:,}"})
    bad = _UNPRINTABLE.search(text)
    if bad is None:
        return None
    line, column = text.count("\n", 0, bad.start()) + 1, bad.start() - text.rfind("\n", 0, bad.start())
    params = {"character": f"U+{ord(bad.group()):04X}"}
    return Finding("yaml-control-character", Location(path, line=line, column=column), params)


def _syntax_finding(error: yaml.MarkedYAMLError, text: str, path: str) -> Finding:
    problem = error.problem or ""
    mark = error.problem_mark or error.context_mark
    code = "yaml-syntax"
    if "mapping values are not allowed" in problem:
        code = "yaml-colon"
    elif "quoted scalar" in (error.context or ""):
        code, mark = "yaml-quote", error.context_mark or mark
    elif "cannot start any token" in problem and mark is not None and _is_tab(text, mark):
        code = "yaml-tab"
    line, column = _place(mark) if mark is not None else (1, 1)
    return Finding(code, Location(path, line=line, column=column))


def _is_tab(text: str, mark: yaml.Mark) -> bool:
    lines = text.splitlines()
    return mark.line < len(lines) and "\t" in lines[mark.line][mark.column : mark.column + 1]


def _encoding_name(codec: str | None) -> str:
    return {"cp932": "Shift_JIS (CP932)", "utf-16": "UTF-16"}.get(codec or "", "?")
