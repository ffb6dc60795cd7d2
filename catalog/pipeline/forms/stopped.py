"""A form that can't be done as it is, and the words for that."""

from __future__ import annotations

from collections.abc import Callable

from catalog.findings import Findings
from catalog.i18n import form_texts
from catalog.model.form import Form, FormState
from catalog.model.text import LANGS, LocalizedText


class FormStopped(Exception):
    """Nothing was changed: an answer is needed, or a file can't be published. Values for people, no bug."""

    def __init__(self, state: FormState, *problems: LocalizedText, findings: Findings = ()) -> None:
        super().__init__(problems[0].en if problems else "")
        self.state = state
        self.problems = problems
        self.findings = findings


def said(key: str, **params: str) -> LocalizedText:
    """Return the text *key* of the forms in both languages; *params* are safe to show."""
    return LocalizedText(form_texts("ja")[key].format(**params), form_texts("en")[key].format(**params))


def said_of(subject: LocalizedText, key: str, **params: str) -> LocalizedText:
    """Return the text *key* about *subject*, which is called in each language as there."""
    subjects = {"ja": f"「{subject.ja}」", "en": f"“{subject.en}”"}
    return LocalizedText(*(form_texts(lang)[key].format(subject=subjects[lang], **params) for lang in LANGS))


TITLE = LocalizedText("題名", "title")


def incomplete(key: str, **params: str) -> FormStopped:
    """Return the stop that asks for an answer."""
    return FormStopped(FormState.INCOMPLETE, said(key, **params))


def require(*steps: Callable[[], object]) -> None:
    """Run all *steps*, so that everything that is missing is asked at once.

    Raises:
        FormStopped: With the problems of all that stopped.
    """
    stops = []
    for step in steps:
        try:
            step()
        except FormStopped as stop:
            stops.append(stop)
    if stops:
        problems = tuple(problem for stop in stops for problem in stop.problems)
        raise FormStopped(stops[0].state, *problems)


def with_files(form: Form) -> None:
    """Stop where *form* has no files."""
    if not form.files:
        raise incomplete("files_missing")


def listed(names: list[str]) -> str:
    """Return *names* for a sentence of either language."""
    return " · ".join(names)
