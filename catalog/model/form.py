"""What somebody without git hands in by a form, and what became of it; the same for every host of repositories."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from catalog.findings import Findings
from catalog.model.ids import DatasetId
from catalog.model.text import LocalizedText


class FormKind(Enum):
    """The forms that change the catalog; the others (requests, reports) are for people to read."""

    NEW_DATASET = "new-dataset"
    NEW_EDITION = "new-edition"
    CORRECTION = "correction"
    RENAME = "rename"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class FormFile:
    """A file that came with a form; ``name`` is what its sender called it."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Form:
    """A form that was filled in.

    Attributes:
        reference: Its number at the host, digits alone; for names where nothing else suggests one.
        answers: The texts by the ids of the fields; fields that were left empty aren't there.
    """

    kind: FormKind
    reference: str
    answers: Mapping[str, str]
    files: tuple[FormFile, ...] = ()

    def told(self, key: str) -> str | None:
        """Return the answer in the field *key*, ``None`` where there is none."""
        return self.answers.get(key)


class FormState(Enum):
    """What became of a form."""

    DONE = "done"
    """The catalog was changed; questions and mistakes may be left."""
    INCOMPLETE = "incomplete"
    """Nothing was changed: an answer is needed first."""
    REFUSED = "refused"
    """Nothing was changed: a file may not, or can't, be published."""


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """What a person has to decide before publication; ``place`` is a key of the descriptor, or ``""``."""

    place: str
    text: LocalizedText


@dataclass(frozen=True, slots=True)
class FormResult:
    """What became of a form, in words for whoever filled it in.

    Attributes:
        dataset: The one that it is about, under its new name where it was renamed.
        title: Of the dataset, as it is now.
        done: What was changed.
        problems: Why nothing was.
        questions: What is left to people.
        findings: What the check found in the dataset as it is now, or in the files that were refused.
    """

    state: FormState
    dataset: DatasetId | None = None
    title: str | None = None
    done: tuple[LocalizedText, ...] = ()
    problems: tuple[LocalizedText, ...] = ()
    questions: tuple[FormQuestion, ...] = ()
    findings: Findings = field(default=())
