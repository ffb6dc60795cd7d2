"""Another name for one of a dataset's files, or its end: what the forms for leaving do where they name a file."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path, PurePosixPath

from catalog.convert.descriptor_values import set_resource_text
from catalog.findings import shown
from catalog.model.dataset import Resource
from catalog.model.form import Form, FormResult, FormState
from catalog.model.ids import DatasetId, Slug, is_slug
from catalog.model.text import Lang, LocalizedText
from catalog.pipeline.forms import answers as said_in
from catalog.pipeline.forms.edited import EditedDescriptor
from catalog.pipeline.forms.new_dataset import slug_of_words
from catalog.pipeline.forms.placing import told_resource
from catalog.pipeline.forms.stopped import TITLE, FormStopped, incomplete, listed, said, said_of
from catalog.pipeline.renaming import RenameRefused
from catalog.pipeline.resource_renaming import rename_resource
from catalog.pipeline.resource_withdrawing import withdraw_resource
from catalog.pipeline.withdrawing import WithdrawalRefused, WithdrawalTask

_FILE_ADDRESS = re.compile(r"/data/[a-z0-9-]{1,80}/[a-z0-9-]{1,80}/([^\s/?#]{1,200})")


def named_file(form: Form) -> str | None:
    """Return which file *form* is about as it was written: in its own field, or as the address of one."""
    told = said_in.line(form, "resource")
    address = _FILE_ADDRESS.search(form.told("dataset") or "")
    if told is not None or address is None or address[1].startswith("datapackage"):
        return told
    return address[1]


def _chosen(text: str, edited: EditedDescriptor, *, has_to_have_others: bool = False) -> Resource:
    resources = edited.dataset.resources
    found = told_resource(text, resources)
    if found is None:
        names = listed([f"{shown(each.title.ja)}（{each.path}）" for each in resources[:20]])
        raise incomplete("file_unknown", value=shown(text), candidates=names)
    if has_to_have_others and len(resources) == 1:
        raise incomplete("only_file")
    return found


def rename_file(root: Path, form: Form, dataset_id: DatasetId, file: str) -> FormResult:
    """Return what became of the form for another name or title of one *file*.

    Raises:
        FormStopped: There is no such file, or the name is taken or none.
    """
    edited = EditedDescriptor(root, dataset_id)
    resource = _chosen(file, edited)
    title, told = said_in.line(form, "title"), said_in.line(form, "name")
    name = slug_of_words(PurePosixPath(told.strip("/")).name, keep_small=True) if told is not None else None
    if told is not None and (name is None or not is_slug(name)):
        raise incomplete("name_not_ascii", value=shown(told))
    if title is None and name is None:
        raise incomplete("rename_missing")
    done: list[LocalizedText] = []
    if title is not None:
        number = edited.dataset.resources.index(resource)
        if not edited.change(lambda text: set_resource_text(text, number, "title", title)):
            problem = said_of(TITLE, "value_unchangeable", path=edited.folder.descriptor_uri)
            raise FormStopped(FormState.INCOMPLETE, problem)
        edited.write()
        done.append(said_of(TITLE, "value_set"))
    if name is not None:
        _rename(root, dataset_id, resource.name, Slug(name))
        done.append(said("renamed", old=f"{dataset_id}/{resource.name}", new=f"{dataset_id}/{name}"))
    return FormResult(FormState.DONE, dataset_id, edited.dataset.title.ja, tuple(done))


def _rename(root: Path, dataset_id: DatasetId, old: Slug, new: Slug) -> None:
    def refused(lang: Lang) -> str:
        try:
            rename_resource(root, dataset_id, old, new, lang)
        except RenameRefused as refusal:
            return str(refusal)
        return ""

    problem = refused("ja")
    if problem:  # what is refused once changes nothing
        raise FormStopped(FormState.INCOMPLETE, LocalizedText(problem, refused("en")))


def withdraw_file(root: Path, form: Form, task: WithdrawalTask, file: str) -> FormResult:
    """Return what became of the form for the end of one *file*, of which *task* says the rest.

    Raises:
        FormStopped: There is no such file, it is the only one, or it can't be done.
    """
    edited = EditedDescriptor(root, task.id)
    resource = _chosen(file, edited, has_to_have_others=True)
    instead = said_in.line(form, "successor")
    successor = _chosen(instead, edited).name if instead is not None else None

    def refused(lang: Lang) -> str:
        try:
            withdraw_resource(replace(task, lang=lang, is_tried=lang == "en"), resource.name, successor)
        except WithdrawalRefused as refusal:
            return " ".join([str(refusal), *refusal.files[:10]])
        return ""

    problem = refused("ja")
    if problem:
        raise FormStopped(FormState.INCOMPLETE, LocalizedText(problem, refused("en")))
    done = said("withdrawn_file", dataset=str(task.id), file=resource.name)
    return FormResult(FormState.DONE, task.id, edited.dataset.title.ja, (done,))
