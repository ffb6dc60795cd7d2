"""The forms for another name of a dataset or one of its files, and for taking one back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from catalog.convert.descriptor_values import set_value
from catalog.findings import shown
from catalog.model.form import Form, FormResult, FormState
from catalog.model.ids import DatasetId, Slug, is_slug
from catalog.model.text import LocalizedText
from catalog.pipeline.forms import answers as said_in
from catalog.pipeline.forms.edited import EditedDescriptor
from catalog.pipeline.forms.known import chosen_dataset, read_known
from catalog.pipeline.forms.new_dataset import slug_of_words
from catalog.pipeline.forms.one_file import named_file, rename_file, withdraw_file
from catalog.pipeline.forms.stopped import TITLE, FormStopped, incomplete, said, said_of
from catalog.pipeline.options import BuildOptions
from catalog.pipeline.renaming import RenameRefused, rename_dataset
from catalog.pipeline.withdrawing import WithdrawalRefused, WithdrawalTask, withdraw_dataset

MAX_REASON = 1_000
"""Characters of a reason: what a page has room for."""
MAX_FILES = 10
"""So many files that stand in the way are named."""


def rename(root: Path, form: Form, options: BuildOptions) -> FormResult:
    """Return what became of the form for another name: of the address, of the title, or of both.

    Raises:
        FormStopped: The name is taken or none.
    """
    named = chosen_dataset(form, read_known(root))
    file = named_file(form)
    if file is not None:
        return rename_file(root, form, named.id, file)
    title = said_in.line(form, "title")
    new = _new_id(form, named.id)
    if new is None and title is None:
        raise incomplete("rename_missing")
    done: list[LocalizedText] = []
    if new is not None:
        _rename(root, named.id, new)
        done.append(said("renamed", old=str(named.id), new=str(new)))
    if title is not None:
        edited = EditedDescriptor(root, new or named.id)
        if not edited.change(lambda text: set_value(text, "title", title)):
            problem = said_of(TITLE, "value_unchangeable", path=edited.folder.descriptor_uri)
            raise FormStopped(FormState.INCOMPLETE, problem)
        edited.write()
        done.append(said_of(TITLE, "value_set"))
    return FormResult(FormState.DONE, new or named.id, title or named.title.ja, tuple(done))


def _new_id(form: Form, old: DatasetId) -> DatasetId | None:
    told = said_in.line(form, "name")
    if told is None:
        return None
    name = slug_of_words(told.strip("/").split("/")[-1], keep_small=True)
    if name is None or not is_slug(name):
        raise incomplete("name_not_ascii", value=shown(told))
    return DatasetId(old.municipality, Slug(name))


def _rename(root: Path, old: DatasetId, new: DatasetId) -> None:
    try:
        rename_dataset(root, old, new, "ja")
    except RenameRefused as refusal:
        problem = LocalizedText(str(refusal), _english(root, old, new))
        raise FormStopped(FormState.INCOMPLETE, problem) from None


def _english(root: Path, old: DatasetId, new: DatasetId) -> str:
    """Return the same refusal in English; what is refused once changes nothing."""
    try:
        rename_dataset(root, old, new, "en")
    except RenameRefused as refusal:
        return str(refusal)
    return ""


def withdraw(root: Path, form: Form, options: BuildOptions) -> FormResult:
    """Return what became of the form for taking a dataset back.

    Raises:
        FormStopped: The reason is missing, or it can't be done.
    """
    known = read_known(root)
    named = chosen_dataset(form, known)
    reason = said_in.line(form, "reason", MAX_REASON)
    if reason is None:
        raise incomplete("reason_missing")
    file, successor = named_file(form), form.told("successor")
    asked = replace(form, answers={"dataset": successor}) if successor is not None and file is None else None
    task = WithdrawalTask(
        root=root,
        id=named.id,
        date=options.today,
        reason=reason,
        reason_en=said_in.line(form, "reason-en", MAX_REASON),
        successor=chosen_dataset(asked, known).id if asked is not None else None,
        lang="ja",
    )
    if file is not None:
        return withdraw_file(root, form, task, file)
    try:
        withdraw_dataset(task)
    except WithdrawalRefused as refusal:
        problem = LocalizedText(_words(refusal), _english_withdrawal(task))
        raise FormStopped(FormState.INCOMPLETE, problem) from None
    return FormResult(FormState.DONE, named.id, named.title.ja, (said("withdrawn", dataset=str(named.id)),))


def _words(refusal: WithdrawalRefused) -> str:
    return " ".join([str(refusal), *refusal.files[:MAX_FILES]])


def _english_withdrawal(task: WithdrawalTask) -> str:
    """Return the same refusal in English; it is only tried."""
    try:
        withdraw_dataset(replace(task, lang="en", is_tried=True))
    except WithdrawalRefused as refusal:
        return _words(refusal)
    return ""
