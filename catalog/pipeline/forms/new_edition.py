"""The form for a new edition: each file takes the place of the one that it renews."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from catalog.codes import CODES, severity_of
from catalog.convert.descriptor_values import set_path, set_value
from catalog.convert.repairs.descriptor import set_encoding
from catalog.findings import Finding, Severity, shown
from catalog.load.files import read_bytes
from catalog.load.originals import Original, find_original, find_parts
from catalog.model.form import Form, FormFile, FormQuestion, FormResult, FormState
from catalog.model.text import LocalizedText
from catalog.pipeline.dataset import ORIGINAL_LIMIT
from catalog.pipeline.drafting import WITH_MACROS, ending_of
from catalog.pipeline.forms import answers as said_in
from catalog.pipeline.forms.edited import EditedDescriptor
from catalog.pipeline.forms.known import chosen_dataset, read_known
from catalog.pipeline.forms.placing import Arrival, Placed, place
from catalog.pipeline.forms.stopped import FormStopped, incomplete, require, said, with_files
from catalog.pipeline.inspection import inspect_bytes
from catalog.pipeline.options import BuildOptions
from catalog.store.files import FileBusyError, is_plain_file, replace_file
from catalog.store.new_files import InTheWayError, remove_files, write_new_files


def renew(root: Path, form: Form, options: BuildOptions) -> FormResult:
    """Return what became of the form for a new edition.

    Raises:
        FormStopped: It isn't clear which file is renewed, or a file can't be published.
    """
    known = read_known(root)
    require(lambda: chosen_dataset(form, known), lambda: with_files(form))
    named = chosen_dataset(form, known)
    edited = EditedDescriptor(root, named.id)
    done, questions = renew_files(root, form, edited)
    period = said_in.as_of(form.told("as-of"))
    if period is not None:
        edited.change(lambda text: set_value(text, "temporal", {"start": period[0], "end": period[1]}))
    elif edited.dataset.temporal is not None:
        questions = (*questions, FormQuestion("temporal", said("ask_temporal")))
    edited.change(lambda text: set_value(text, "modified", options.today.isoformat()))
    edited.write()
    return FormResult(FormState.DONE, named.id, edited.dataset.title.ja, done, questions=questions)


def renew_files(
    root: Path, form: Form, edited: EditedDescriptor
) -> tuple[tuple[LocalizedText, ...], tuple[FormQuestion, ...]]:
    """Put the files of *form* in the places of those that they renew; return what was done and what is to be asked.

    Raises:
        FormStopped: See :func:`renew`; nothing was written then.
    """
    placed = place(form, edited.dataset, [_arrival(file) for file in form.files])
    paths = [_new_path(one) for one in placed]
    done: list[LocalizedText] = []
    questions: list[FormQuestion] = []
    for one, path in zip(placed, paths, strict=True):
        _describe(edited, one, path)
        is_same = _put(root, edited, one, path)
        params = {"source": shown(one.arrival.file.name, 100), "path": path}
        done.append(said("file_same" if is_same else "file_renewed", **params))
        if one.is_strange:
            questions.append(FormQuestion(path, said("ask_strange_columns", **params)))
        if path != one.resource.path:
            questions.append(FormQuestion(path, said("ask_other_kind", old=one.resource.path, **params)))
    return tuple(done), tuple(questions)


def _arrival(file: FormFile) -> Arrival:
    name = shown(file.name, 100)
    if not is_plain_file(file.path):
        raise incomplete("file_unreadable", file=name)
    if file.path.suffix.lower() in WITH_MACROS:
        raise FormStopped(FormState.REFUSED, said("file_with_macros", file=name))
    data, problem = read_bytes(file.path, file.name, ORIGINAL_LIMIT)
    if data is None:
        raise FormStopped(FormState.REFUSED, said("file_unreadable", file=name), findings=(problem,) if problem else ())
    inspection = inspect_bytes(data, file.name, file=file.path)
    personal = tuple(finding for finding in inspection.findings if _is_grave(finding) and _is_personal(finding))
    if personal:  # It would be in git for ever.
        problems = (said("file_personal", file=name), said("attachment_public"))
        raise FormStopped(FormState.REFUSED, *problems, findings=personal)
    return Arrival(file, data, inspection)


def _is_grave(finding: Finding) -> bool:
    return severity_of(finding) is Severity.ERROR


def _is_personal(finding: Finding) -> bool:
    return CODES[finding.code].subject == "privacy"


def _new_path(one: Placed) -> str:
    """Return the name that the file gets: that of the old one, with its own ending."""
    ending = ending_of(one.arrival.inspection, one.arrival.file.path, one.arrival.data)
    if ending is None:
        file = shown(one.arrival.file.name, 100)
        kind = one.arrival.inspection.kind
        problem = said("file_empty", file=file) if kind == "empty" else said("file_kind", file=file, kind=kind.upper())
        raise FormStopped(
            FormState.REFUSED, problem, findings=tuple(filter(_is_grave, one.arrival.inspection.findings))
        )
    old = PurePosixPath(one.resource.path)
    same = {old.suffix.lower().removeprefix("."), *(("csv", "txt") if old.suffix.lower() in (".csv", ".txt") else ())}
    return str(old) if ending in same else str(old.with_suffix(f".{ending}"))


def _describe(edited: EditedDescriptor, one: Placed, path: str) -> None:
    text_format = one.arrival.inspection.text_format
    if one.resource.encoding is not None and text_format is not None and text_format.encoding is not None:
        encoding = "utf-8" if text_format.encoding.startswith("utf-8") else text_format.encoding
        edited.change(lambda text: set_encoding(text, one.number, encoding))
    if path != one.resource.path and not edited.change(lambda text: set_path(text, one.number, path)):
        raise incomplete("path_unchangeable", path=edited.folder.descriptor_uri)


def _put(root: Path, edited: EditedDescriptor, one: Placed, path: str) -> bool:
    """Write the file into its place; return whether it was there already, byte by byte."""
    folder = edited.folder.uri
    old, _ = find_original(root / folder / one.resource.path, one.resource.path, ORIGINAL_LIMIT)
    arrived, _ = find_original(one.arrival.file.path, one.arrival.file.name, ORIGINAL_LIMIT)
    try:
        if path == one.resource.path and old is not None and not path.endswith(".shp"):
            before = b"".join(old.pieces())
            if before != one.arrival.data:
                replace_file(old.file, before, one.arrival.data)
            return before == one.arrival.data
        _exchange(root, folder, (old, one.resource.path), (arrived, path))
    except (FileBusyError, InTheWayError, OSError):
        raise incomplete("not_writable", path=f"{folder}/{path}") from None
    return False


def _exchange(root: Path, folder: str, old: tuple[Original | None, str], new: tuple[Original | None, str]) -> None:
    """Take the old file away with all its parts, and put the new one there with its own."""
    parts = find_parts(old[0]) if old[0] is not None and old[1].endswith(".shp") else (old[0],)
    within = PurePosixPath(old[1]).parent
    remove_files(root, folder, [str(within / part.file.name) for part in parts if part is not None])
    arrived, path = new
    pieces = _parts_of(arrived, path) if arrived is not None else {}
    write_new_files(root, folder, [(name, part.pieces()) for name, part in pieces.items()])


def _parts_of(original: Original, path: str) -> dict[str, Original]:
    if not path.endswith(".shp"):
        return {path: original}
    stem = path.removesuffix(".shp")
    parts: Sequence[Original] = find_parts(original)[1:]
    return {path: original, **{f"{stem}{part.file.name[len(original.file.stem) :].lower()}": part for part in parts}}
