"""The form for a new dataset: a draft of everything that the files and the answers tell."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path

from catalog.codes import CODES
from catalog.describe.drafts.names import slug_of
from catalog.findings import Findings, shown
from catalog.i18n import editing_texts
from catalog.infer.english_names import find_english_name
from catalog.infer.named import folded
from catalog.model.draft import Answers
from catalog.model.form import Form, FormFile, FormQuestion, FormResult, FormState
from catalog.model.ids import DatasetId, Slug, is_slug
from catalog.model.site import Municipality
from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.pipeline.drafting import Drafted, DraftRefused, DraftTask, draft_dataset, write_dataset
from catalog.pipeline.forms import answers as said_in
from catalog.pipeline.forms.known import Known, chosen_body, read_known
from catalog.pipeline.forms.stopped import FormStopped, incomplete, require, said, with_files
from catalog.pipeline.options import BuildOptions
from catalog.report.draft import TODO

_SMALL_WORDS = {"a", "an", "the", "of", "in", "on", "for", "and", "to", "with", "list", "by", "at", "from"}
_MAX_NAME = 48
_SHORTEST_NAME = 3
"""Of the folder, where it is taken from the file: a.csv says nothing."""
_JAPANESE = re.compile("[\u3041-\u30fe\u4e00-\u9fff]")


def make_dataset(root: Path, form: Form, options: BuildOptions) -> FormResult:
    """Return what became of the form for a new dataset.

    Raises:
        FormStopped: The body or the files are missing, a file can't be published, or the dataset is there already.
    """
    known = read_known(root)
    require(lambda: chosen_body(form, known), lambda: with_files(form))
    body = chosen_body(form, known)
    _refuse_twin(form, body, known)
    task = DraftTask(
        root=root,
        id=DatasetId(body.id, Slug("dataset")),
        municipality=body,
        files=tuple(file.path for file in form.files),
        lang="ja",
        day=options.today.isoformat(),
        answers=_answers(form),
    )
    name, is_told = _name(form, body, known, task)
    task = replace(task, id=DatasetId(body.id, name))
    drafted = _drafted(task, form.files)
    try:
        text = write_dataset(root, drafted, "ja")
    except DraftRefused as refusal:
        raise FormStopped(FormState.INCOMPLETE, LocalizedText(str(refusal), str(refusal))) from None
    questions: tuple[FormQuestion, ...] = (
        () if is_told else (FormQuestion("name", said("name_guessed", name=str(name))),)
    )
    if task.answers.department is not None and not said_in.is_office(task.answers.department):
        questions += (FormQuestion("publisher", said("ask_office")),)
    title = drafted.draft.told("title")[0]
    done = (said("made", dataset=str(task.id)), *_told_of(drafted))
    return FormResult(FormState.DONE, task.id, title, done, questions=(*questions, *_questions(text)))


def _answers(form: Form) -> Answers:
    department, email = said_in.contact(form.told("contact"))
    description, english = _in_two_languages(form.told("description"))
    return Answers(
        title=said_in.line(form, "title"),
        title_en=said_in.line(form, "title-en"),
        description=description,
        description_en=form.told("description-en") or english,
        licence=said_in.word_id("licence", form.told("licence")),
        themes=said_in.word_ids("themes", form.told("themes")),
        frequency=said_in.word_id("frequency", form.told("frequency")),
        department=department,
        email=email,
        keywords=said_in.keywords(form.told("keywords")),
        sources=said_in.sources(form.told("source")),
        temporal=said_in.as_of(form.told("as-of")),
    )


def _in_two_languages(text: str | None) -> tuple[str | None, str | None]:
    """Return the Japanese paragraphs of *text*, and the ones in another language that follow them."""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text or "") if part.strip()]
    at = len(paragraphs)
    while at > 1 and not _JAPANESE.search(paragraphs[at - 1]):
        at -= 1
    return "\n\n".join(paragraphs[:at]) or None, "\n\n".join(paragraphs[at:]) or None


def _refuse_twin(form: Form, body: Municipality, known: Known) -> None:
    """Refuse what is likely a new edition: a dataset of the same body with the same title, its name apart."""
    own = folded(body.name.ja)

    def bare(text: str) -> str:
        return folded(text).removeprefix(own).removeprefix("の")

    title = bare(said_in.line(form, "title") or "")
    for dataset in known.datasets:
        if title and dataset.id.municipality == body.id and bare(dataset.title.ja) == title:
            raise incomplete("same_title", title=shown(dataset.title.ja), dataset=str(dataset.id))


def _name(form: Form, body: Municipality, known: Known, task: DraftTask) -> tuple[Slug, bool]:
    """Return a name for the folder, and whether it was told; it is an address for ever."""
    taken = {str(dataset.id) for dataset in known.datasets} | {alias for one in known.datasets for alias in one.aliases}
    told = said_in.line(form, "name")
    if told is not None:
        name = slug_of_words(told.split("/")[-1], keep_small=True)
        if name is None:
            raise incomplete("name_not_ascii", value=shown(told))
        if f"{body.id}/{name}" in taken:
            raise incomplete("name_taken", dataset=f"{body.id}/{name}")
        return name, True
    free = _free(_suggested(form, task), body.id, taken)
    return free, False


def _suggested(form: Form, task: DraftTask) -> Slug:
    """Return the name that the English title, the standard dataset, the file or a word of the title suggests."""
    english = said_in.line(form, "title-en")
    name = slug_of_words(english) if english else None
    if name is None:
        standard = _drafted(task, form.files).draft.conforms_to
        file = slug_of(form.files[0].name) if len(form.files) == 1 else None
        file = file if file is not None and len(file) >= _SHORTEST_NAME else None
        words = find_english_name(said_in.line(form, "title") or "")
        name = Slug(standard or file or words or f"dataset-{form.reference or 'new'}")
    return name


def _free(name: Slug, body: Slug, taken: set[str]) -> Slug:
    number, free = 1, name
    while f"{body}/{free}" in taken:
        number += 1
        free = Slug(f"{name}-{number}")
    return free


def slug_of_words(text: str, *, keep_small: bool = False) -> Slug | None:
    """Return the name that English words make, without the small ones; ``None`` where there are none."""
    plain = (
        unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text)).casefold().replace("'", "").replace("’", "")
    )
    if _JAPANESE.search(plain):
        return None
    words = re.findall("[a-z0-9]+", plain)
    kept = [word for word in words if keep_small or word not in _SMALL_WORDS] or words
    name = ""
    for word in kept:
        longer = f"{name}-{word}" if name else word
        if len(longer) > _MAX_NAME and name and not keep_small:
            break
        name = longer
    return Slug(name) if is_slug(name) else None


def _drafted(task: DraftTask, files: tuple[FormFile, ...]) -> Drafted:
    try:
        return draft_dataset(task)
    except DraftRefused as refusal:
        texts = {lang: _refusal(replace(task, lang=lang), files) for lang in LANGS}
        is_personal = any(CODES[finding.code].subject == "privacy" for finding in refusal.findings)
        problems = (LocalizedText(texts["ja"], texts["en"]), *([said("attachment_public")] if is_personal else []))
        raise FormStopped(FormState.REFUSED, *problems, findings=_named(refusal.findings, files)) from None


def _named(findings: Findings, files: tuple[FormFile, ...]) -> Findings:
    """Return *findings* with the files by the names that people know: where they lie for the moment says nothing."""
    names = {str(file.path): file.name for file in files}
    return tuple(
        replace(finding, location=replace(finding.location, path=names.get(path := finding.location.path, path)))
        for finding in findings
    )


def _refusal(task: DraftTask, files: tuple[FormFile, ...]) -> str:
    """Return why there is no draft, in the language of *task*, the files by the names that people know."""
    try:
        draft_dataset(task)
    except DraftRefused as refusal:
        text = str(refusal)
        for file in files:
            text = text.replace(str(file.path), shown(file.name, 100))
        return text
    return ""


def _told_of(drafted: Drafted) -> tuple[LocalizedText, ...]:
    told = []
    for file in drafted.files:
        resource = file.resource
        params = {"source": shown(resource.source_name, 100), "path": resource.path, "count": str(len(resource.fields))}
        told.append(said("made_table" if resource.fields else "made_file", **params))
        if file.standard is not None:
            title = file.standard.title
            told.append(LocalizedText(*(_standard(lang, title.text(lang)) for lang in LANGS)))
    return tuple(told)


def _standard(lang: Lang, title: str) -> str:
    return editing_texts(lang)["made_standard"].format(title=title).strip()


def _questions(text: str) -> tuple[FormQuestion, ...]:
    """Return what the lines with TODO in a descriptor's *text* ask, each in both languages."""
    ja, en = (editing_texts(lang) for lang in LANGS)
    known = {f"{ja[key]} / {en[key]}": LocalizedText(ja[key], en[key]) for key in ja if key.startswith("todo_")}
    questions = []
    for line in text.splitlines():
        subject, _, question = line.strip().removeprefix(f"{TODO} ").partition(": ")
        if line.lstrip().startswith(f"{TODO} ") and question in known:
            questions.append(FormQuestion(subject, known[question]))
    return tuple(questions)
