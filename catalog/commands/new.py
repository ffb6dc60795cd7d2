"""`catalog new`: a dataset from a file, with questions on a terminal for what no file can tell."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalog.codes import CODES, severity_of
from catalog.commands.places import dataset_id, find_root, lang_option, root_option
from catalog.findings import Finding, Severity, visible
from catalog.i18n import editing_texts
from catalog.model.draft import Answers
from catalog.model.ids import DatasetId
from catalog.model.text import Lang, LocalizedText
from catalog.pipeline.options import BuildOptions, CatalogUnusable
from catalog.report.draft import count_todos
from catalog.report.text import render_findings, render_text

if TYPE_CHECKING:
    from catalog.pipeline.drafting import Drafted, DraftTask

_CRS = re.compile(r"EPSG:[0-9]{4,6}")


@click.command()
@click.argument("name", metavar="BODY/DATASET")
@click.option(
    "--from",
    "files",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    help="載せるファイル。いくつでも / A file to publish; any number of them.",
)
@click.option("--title", help="題名 / Title in Japanese.")
@click.option("--title-en", help="英語の題名 / Title in English.")
@click.option("--description", help="説明 / Description in Japanese.")
@click.option("--description-en", help="英語の説明 / Description in English.")
@click.option("--licence", help="利用条件（例 CC-BY-4.0）/ Licence, such as CC-BY-4.0.")
@click.option("--theme", "themes", multiple=True, help="分野。いくつでも / Theme; any number of them.")
@click.option("--frequency", help="更新の間隔（例 annual）/ How often it is updated, such as annual.")
@click.option("--department", help="担当の部署 / Department in charge.")
@click.option("--crs", help="座標系（例 EPSG:6673）/ Reference system of coordinates, such as EPSG:6673.")
@click.option("--sheet", help="ブックのシート（既定はデータのあるシート）/ Sheet; by default the one with the records.")
@click.option("--minimal", is_flag=True, help="なくてはならないものだけを書く / Only what has to be there.")
@lang_option
@root_option
def new(
    name: str,
    files: tuple[Path, ...],
    title: str | None,
    title_en: str | None,
    description: str | None,
    description_en: str | None,
    licence: str | None,
    themes: tuple[str, ...],
    frequency: str | None,
    department: str | None,
    crs: str | None,
    sheet: str | None,
    minimal: bool,
    lang: Lang,
    root: Path | None,
) -> None:
    """FILE からデータセットを作ります。分かることは書き、分からないことは聞きます。 / Makes a dataset from FILE."""
    from catalog.pipeline.drafting import DraftRefused, DraftTask, draft_dataset, read_municipality, write_dataset

    words = _Words.read(lang)
    answers = Answers(
        title=_text(title),
        title_en=_text(title_en),
        description=_text(description),
        description_en=_text(description_en),
        licence=words.chosen("licence", licence),
        themes=tuple(dict.fromkeys(word for theme in themes if (word := words.chosen("themes", theme)))),
        frequency=words.chosen("frequency", frequency),
        department=_text(department),
        crs=_crs(crs, lang),
    )
    root = find_root(root)
    options = BuildOptions.from_environment(os.environ)
    chosen_id = dataset_id(name, lang)
    if not (root / "datasets" / chosen_id.municipality).is_dir():
        raise CatalogUnusable(editing_texts(lang)["no_body"].format(folder=f"datasets/{chosen_id.municipality}"))
    task = DraftTask(
        root=root,
        id=chosen_id,
        municipality=read_municipality(root, chosen_id.municipality),
        files=_different(files, lang),
        lang=lang,
        day=options.today.isoformat(),
        answers=answers,
        sheet=sheet,
        is_minimal=minimal,
    )
    try:
        drafted = draft_dataset(task)
        if _is_asked():
            drafted = _ask(drafted, task, words)
        text = write_dataset(root, drafted, lang)
    except DraftRefused as refusal:
        click.echo(f"catalog: {refusal}", err=True)
        if refusal.findings:
            click.echo(render_text(refusal.findings, lang, 0, len(files)))
        sys.exit(1 if refusal.findings else 2)
    click.echo(_made(drafted, lang))
    findings = _check(root, options, chosen_id)
    left = count_todos(text)
    if left:  # It can't be published as it is, whatever the summary would say.
        click.echo(render_findings(findings, lang))
    else:
        click.echo(render_text(findings, lang, 1))
    path = f"datasets/{chosen_id}/datapackage.yaml"
    texts = editing_texts(lang)
    click.echo(texts["todo_left"].format(count=left, path=path) if left else texts["todo_none"])
    sys.exit(1 if any(severity_of(finding) is Severity.ERROR for finding in findings) else 0)


def _text(value: str | None) -> str | None:
    """Return what was said, nothing being no answer."""
    return value.strip() or None if value is not None else None


def _different(files: tuple[Path, ...], lang: Lang) -> tuple[Path, ...]:
    seen: set[str] = set()
    for file in files:
        if os.path.abspath(file) in seen:  # noqa: PTH100 (resolve() would follow links)
            raise CatalogUnusable(editing_texts(lang)["same_file_twice"].format(path=visible(str(file))))
        seen.add(os.path.abspath(file))  # noqa: PTH100
    return files


def _crs(value: str | None, lang: Lang) -> str | None:
    code = value.strip().upper() if value else None
    if code is not None and _CRS.fullmatch(code) is None:
        raise CatalogUnusable(editing_texts(lang)["bad_crs"].format(value=visible(value or "")))
    return code


def _check(root: Path, options: BuildOptions, chosen_id: DatasetId) -> list[Finding]:
    """Return what is wrong with the new dataset alone; what the TODO lines ask for isn't said again."""
    from catalog.pipeline.whole import check_catalog

    uri = f"datasets/{chosen_id}"
    build = check_catalog(root, options, lambda folder: folder.uri == uri)
    own = [finding for finding in build.findings if f"{finding.location.path}/".startswith(f"{uri}/")]
    return [finding for finding in own if severity_of(finding) is Severity.ERROR or not _is_asked_for(finding)]


def _is_asked_for(finding: Finding) -> bool:
    return CODES[finding.code].subject in ("descriptor", "schema")


def _made(drafted: Drafted, lang: Lang) -> str:
    """Return what was made, in words."""
    texts, folder = editing_texts(lang), f"datasets/{drafted.draft.id}"
    lines = [texts["made"].format(folder=folder)]
    for file in drafted.files:
        resource = file.resource
        lines.append(texts["made_file"].format(source=visible(resource.source_name), path=resource.path))
        if resource.fields:
            names = texts["list_comma"].join(visible(field.name) for field in resource.fields)
            lines.append(texts["made_columns"].format(count=len(resource.fields), columns=names))
        if file.standard is not None:
            lines.append(texts["made_standard"].format(title=file.standard.title.ja))
    return "\n".join(lines)


def _is_asked() -> bool:
    """Return whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@dataclass(frozen=True, slots=True)
class _Words:
    """What may be chosen from, by id, with the words for people."""

    lang: Lang
    kinds: Mapping[str, Mapping[str, LocalizedText]]

    @classmethod
    def read(cls, lang: Lang) -> _Words:
        from catalog.standards.vocabulary import read_vocabularies

        known = read_vocabularies()
        return cls(
            lang,
            {
                "licence": {word.id: word.label for word in known.licences.values()},
                "themes": {word.id: word.label for word in known.themes.values()},
                "frequency": {word.id: word.label for word in known.frequencies.values()},
            },
        )

    def chosen(self, kind: str, value: str | None) -> str | None:
        """Return the id that *value* is or means.

        Raises:
            CatalogUnusable: It is none of them.
        """
        if value is None or not value.strip():
            return None
        found = self.find(kind, value)
        if found is None:
            params = {"value": visible(value), "candidates": self.near(kind, value)}
            raise CatalogUnusable(editing_texts(self.lang)["unknown_word"].format(**params))
        return found

    def find(self, kind: str, value: str) -> str | None:
        """Return the id that *value* is, or that it is the label or the number of."""
        from catalog.check.words import folded

        words = self.kinds[kind]
        if value.strip().isascii() and value.strip().isdigit() and 1 <= int(value) <= len(words):
            return list(words)[int(value) - 1]
        said = folded(value)
        labels = {folded(text): id for id, label in words.items() for text in (id, label.ja, label.en or id)}
        return labels.get(said)

    def near(self, kind: str, value: str) -> str:
        """Return the ids that are closest to *value*, as text."""
        from catalog.check.words import nearest

        return nearest(value, self.kinds[kind], {label.ja: id for id, label in self.kinds[kind].items()})


def _ask(drafted: Drafted, task: DraftTask, words: _Words) -> Drafted:
    """Return *drafted* with the answers of whoever sits at the terminal to what isn't said yet."""
    from catalog.pipeline.drafting import described_again

    texts, said = editing_texts(words.lang), task.answers
    guessed = drafted.draft.guessed

    def ask(key: str, default: str = "") -> str | None:
        return _text(click.prompt(texts[f"ask_{key}"], default=default, show_default=bool(default), err=True))

    answers = replace(said, title=said.title or ask("title", guessed["title"]))
    answers = replace(answers, title_en=said.title_en or ask("title_en", guessed.get("title@en", "")))
    if said.licence is None:
        _list(words, "licence")
        answers = replace(answers, licence=_choose(words, "licence", lambda: ask("licence", guessed["licence"])))
    if task.is_minimal:
        return described_again(drafted, task, answers)
    answers = replace(answers, department=said.department or ask("department"))
    if not said.themes:
        _list(words, "themes")
        answers = replace(answers, themes=_choose_several(words, lambda: ask("themes")))
    if said.frequency is None:
        _list(words, "frequency")
        answers = replace(answers, frequency=_choose(words, "frequency", lambda: ask("frequency")))
    return described_again(drafted, task, answers)


def _list(words: _Words, kind: str) -> None:
    for number, (id, label) in enumerate(words.kinds[kind].items(), start=1):
        text = label.en if words.lang == "en" and label.en else label.ja
        click.echo(f"  {number:>2}  {id}  {text}", err=True)


def _choose(words: _Words, kind: str, ask: Callable[[], str | None]) -> str | None:
    """Return the id that is chosen; what can't be chosen is asked again."""
    while (said := ask()) is not None:
        found = words.find(kind, said)
        if found is not None:
            return found
        params = {"value": visible(said), "candidates": words.near(kind, said)}
        click.echo(editing_texts(words.lang)["ask_again"].format(**params), err=True)
    return None


def _choose_several(words: _Words, ask: Callable[[], str | None]) -> tuple[str, ...]:
    while (said := ask()) is not None:
        parts = [part for part in re.split("[,、，]", said) if part.strip()]
        found = [words.find("themes", part) for part in parts]
        if all(found):
            return tuple(dict.fromkeys(id for id in found if id is not None))
        odd = next(part for part, id in zip(parts, found, strict=True) if id is None)
        params = {"value": visible(odd.strip()), "candidates": words.near("themes", odd)}
        click.echo(editing_texts(words.lang)["ask_again"].format(**params), err=True)
    return ()
