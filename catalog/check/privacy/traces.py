"""What files tell beside their content: who made them, with which camera, where; no finding ever shows a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalog.check.privacy.names import may_be_person
from catalog.findings import Finding, Findings, Location, shown
from catalog.model.traces import Trace, TraceKind, Traces, TraceSource

_MAX_FILES = 3


def check_traces(found: Traces, left: Traces, path: str) -> Findings:
    """Return what a file tells of people and places.

    Arguments:
        found: All that the file tells.
        left: What its published copy still tells: that is for people to take out.
        path: '/'-relative to the folder of the catalog.

    Workbooks are judged by :func:`check_workbook_privacy`, but for those in a ZIP beside others.

    Codes: image-position, image-author, image-left-in, document-author, document-author-left, document-changes,
    pdf-author, layer-author, archive-personal, archive-personal-left.
    """
    told, stays = ([trace for trace in traces if _tells(trace)] for traces in (found, left))
    codes = dict.fromkeys(_codes(told, stays))
    return (*(Finding(code, Location(path)) for code in codes), *_about_members(told, stays, path))


def _tells(trace: Trace) -> bool:
    """Return whether *trace* is about a person or a place, as far as that can be known."""
    if trace.kind in (TraceKind.PERSON, TraceKind.FOLDER) and trace.value is not None:
        return may_be_person(trace.value.text)
    return True


def _codes(told: Iterable[Trace], stays: Iterable[Trace]) -> Iterator[str]:
    """Yield the codes for what the file itself tells."""
    left = {(trace.source, trace.kind) for trace in stays}
    for trace in told:
        is_left = (trace.source, trace.kind) in left
        if trace.member or trace.source is TraceSource.WORKBOOK:
            continue
        if trace.kind is TraceKind.CHANGES:
            yield "document-changes"
        elif trace.source is TraceSource.PDF:
            yield "pdf-author"
        elif trace.source is TraceSource.LAYER:
            yield "layer-author"
        elif trace.source is TraceSource.DOCUMENT:
            yield "document-author-left" if is_left else "document-author"
        elif is_left:
            yield "image-left-in"
        else:
            yield "image-position" if trace.kind is TraceKind.POSITION else "image-author"


def _about_members(told: Iterable[Trace], stays: Iterable[Trace], path: str) -> Iterator[Finding]:
    """Yield findings on the files in a ZIP: which of them are mended in the published copy, and which aren't."""
    left = list(dict.fromkeys(trace.member for trace in stays if trace.member))
    mended = [name for name in dict.fromkeys(trace.member for trace in told if trace.member) if name not in left]
    for code, names in (("archive-personal", mended), ("archive-personal-left", left)):
        if names:
            files = ", ".join(shown(name, 60) for name in names[:_MAX_FILES])
            params = {"count": f"{len(names):,}", "files": files + (" …" if len(names) > _MAX_FILES else "")}
            yield Finding(code, Location(path), params)
