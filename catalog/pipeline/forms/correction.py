"""The form for a correction: what the description says, or a file with its mistakes mended."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from catalog.check.dataset import PUBLISHER_KEYS
from catalog.convert.descriptor_values import Value, set_value
from catalog.findings import shown
from catalog.infer.named import folded
from catalog.model.form import Form, FormQuestion, FormResult, FormState
from catalog.model.text import LocalizedText
from catalog.pipeline.forms import answers as said_in
from catalog.pipeline.forms.edited import EditedDescriptor
from catalog.pipeline.forms.known import chosen_dataset, read_known
from catalog.pipeline.forms.new_edition import renew_files
from catalog.pipeline.forms.stopped import FormStopped, incomplete, said, said_of
from catalog.pipeline.options import BuildOptions

SUBJECTS: Mapping[str, str] = {
    "データの中身": "data",
    "題名": "title",
    "英語の題名": "title@en",
    "説明": "description",
    "英語の説明": "description@en",
    "探す言葉": "keywords",
    "利用条件": "licenses",
    "分野": "themes",
    "更新の頻度": "accrualPeriodicity",
    "担当の部署と連絡先": "publisher",
    "出典": "sources",
    "いつ時点のデータか": "temporal",
    "そのほか": "other",
}
"""What a correction may be about, by the word that stands first in the form's choice."""
_BY_HAND = ("licenses", "sources")
"""What is agreed with others, so that a person looks at it first."""
_LONG = ("description", "description@en")


def correct(root: Path, form: Form, options: BuildOptions) -> FormResult:
    """Return what became of the form for a correction.

    Raises:
        FormStopped: It isn't clear what is to be corrected, or it has to be done by hand.
    """
    named = chosen_dataset(form, read_known(root))
    subject = _subject(form)
    if subject in _BY_HAND:
        raise incomplete("correction_by_hand")
    edited = EditedDescriptor(root, named.id)
    done: tuple[LocalizedText, ...] = ()
    questions: tuple[FormQuestion, ...] = ()
    if form.files:
        done, questions = renew_files(root, form, edited)
    if subject not in ("data", "other"):
        done = (*done, _set(form, edited, subject))
    elif not form.files:
        raise incomplete("correction_by_hand" if form.told("value") else "correction_missing")
    elif form.told("value"):
        questions = (*questions, FormQuestion("", said("ask_told_beside")))
    edited.change(lambda text: set_value(text, "modified", options.today.isoformat()))
    edited.write()
    title = form.told("value") if subject == "title" else edited.dataset.title.ja
    return FormResult(FormState.DONE, named.id, title, done, questions=questions)


def _subject(form: Form) -> str:
    chosen = folded((form.told("subject") or "").split(" / ")[0])
    found = next((key for word, key in SUBJECTS.items() if folded(word) == chosen), None)
    if found is None:
        if form.files:
            return "data"
        raise incomplete("subject_missing")
    return found


def _set(form: Form, edited: EditedDescriptor, subject: str) -> LocalizedText:
    value = _value(form, subject)
    if value is None:
        key = "value_unknown" if form.told("value") else "value_missing"
        raise FormStopped(FormState.INCOMPLETE, _said_of(subject, key, value=shown(form.told("value") or "")))
    if subject == "publisher" and isinstance(value, Mapping):
        told = {**_publisher(edited), **value}
        value = {key: told[key] for key in PUBLISHER_KEYS if key in told}
    if not edited.change(lambda text: set_value(text, subject, value)):
        problem = _said_of(subject, "value_unchangeable", path=edited.folder.descriptor_uri)
        raise FormStopped(FormState.INCOMPLETE, problem)
    return _said_of(subject, "value_set")


def _said_of(subject: str, key: str, **params: str) -> LocalizedText:
    """Return the text *key* with *subject* as the form calls it, and not as the descriptor does."""
    word = next(word for word, known in SUBJECTS.items() if known == subject)
    return said_of(LocalizedText(word, subject), key, **params)


def _publisher(edited: EditedDescriptor) -> dict[str, str]:
    """Return what the descriptor says of the department, but for the name that is replaced."""
    stated = edited.value.get("publisher")
    kept = ("email", "url")
    return {key: stated[key] for key in kept if isinstance(stated.get(key), str)} if isinstance(stated, dict) else {}


def _value(form: Form, subject: str) -> Value | None:
    text = form.told("value")
    if text is None:
        return None
    if subject in ("title", "title@en"):
        return said_in.line(form, "value")
    if subject in _LONG:
        return "\n".join(line.rstrip() for line in text.splitlines())
    if subject == "keywords":
        return said_in.keywords(text) or None
    if subject == "themes":
        return said_in.word_ids("themes", text) or None
    if subject == "accrualPeriodicity":
        return said_in.word_id("frequency", text)
    if subject == "temporal":
        period = said_in.as_of(text)
        return {"start": period[0], "end": period[1]} if period is not None else None
    department, email = said_in.contact(text)
    told = {"department": department, "email": email}
    return {key: value for key, value in told.items() if value is not None} or None
