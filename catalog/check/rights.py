"""Whether data may be offered under its licence: the sources' licences, marks of reserved rights, makers of maps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from catalog.check.asked_cells import like
from catalog.check.chosen_words import LICENCE_MEANINGS
from catalog.check.examined import Column, Examined
from catalog.check.words import nearest
from catalog.findings import Finding, Findings, shown
from catalog.model.dataset import Dataset
from catalog.model.marked import MarkedYaml
from catalog.model.site import Municipality
from catalog.standards.licence_terms import broken_terms, read_licence_terms

_RESERVED = re.compile(
    r"all rights reserved|無断(?:転載|複製|転用|引用|利用|使用)(?!可|も可|は?自由|OK)"
    r"|無断での?(?:転載|複製|転用|引用|利用|使用)[^。]{0,8}(?:禁|お断り|できません|ご遠慮)"
    r"|(?:転載|複製|転用|二次利用|再配布)(?:を|は|の)?(?:固く|一切)?(?:お断り|禁|不可|できません)"
    r"|(?:商用|商業|営利目的で?の?)(?:利用|使用)?(?:を|は|の)?(?:禁|不可|できません|お断り)|非営利(?:目的)?に限",
    re.IGNORECASE,
)
# 禁止していません, 禁止するものではありません, 転載禁止の写真は含みません.
_DENIED = re.compile(r"止?(?:する|し)[^。]{0,10}(?:ません|ない)|止?の[^。、]{0,10}(?:含み|含ん|含ま|除|あり)")
# Rules of parks and halls forbid 無断使用 and 営利目的の利用 too: in cells only what is said of texts and pictures.
_RESERVED_CELL = "(?i)all rights reserved|無断(?:転載|複製|引用)|転載(?:を)?禁|二次利用(?:は|を)?(?:禁|不可)"
_MARK = (
    r"(?i)[©Ⓒⓒ]|\(c\)\s*(?:19|20)[0-9]{2}|\bcopyright\s"
    r"|(?:地図|図面|画像|写真)[^。]{0,6}(?:ゼンリン|zenrin|google|昭文社|yahoo)"
)
_ABOUT_RIGHTS = re.compile(r"ライセンス|licen[cs]e|規約|利用条件|権利|著作", re.IGNORECASE)
_MADE_FROM = (
    r"[^。]{0,15}(?:から|で|より|を|に)[^。]{0,12}(?:取得|調べ|作成|トレース|計測|測定|抽出|読み取|転記|参照|もと|基)"
)


def check_rights(dataset: Dataset, raw: MarkedYaml) -> Findings:
    """Return what in the descriptor contradicts the licence of *dataset*.

    Arguments:
        dataset: Its sources may say under which licence they are.
        raw: The descriptor, for the lines.

    Codes: licence-looser-than-source, source-licence-unknown, rights-reserved, third-party-map, survey-source-missing.
    """
    return (*_source_licences(dataset, raw), *_reserved(dataset, raw), *_maps(dataset, raw))


def _source_licences(dataset: Dataset, raw: MarkedYaml) -> Iterator[Finding]:
    known = read_licence_terms().terms
    for index, licence in _stated_licences(raw):
        place = raw.location(f"/sources/{index}/licenses")
        if licence not in known:
            params = {"value": shown(licence), "candidates": nearest(licence, known, LICENCE_MEANINGS)}
            yield Finding("source-licence-unknown", place, params)
        elif broken_terms(licence, dataset.licence.id):
            yield Finding("licence-looser-than-source", place, {"licence": dataset.licence.id, "source": licence})


def _stated_licences(raw: MarkedYaml) -> Iterator[tuple[int, str]]:
    """Yield the licences that sources are said to have, each with the source's position."""
    sources = raw.value.get("sources")
    for index, source in enumerate(sources if isinstance(sources, list) else ()):
        licences = source.get("licenses") if isinstance(source, dict) else None
        for licence in licences if isinstance(licences, list) else ():
            name = licence.get("name") if isinstance(licence, dict) else None
            if isinstance(name, str) and name.strip():
                yield index, name.strip()


def _descriptions(dataset: Dataset, raw: MarkedYaml) -> Iterator[tuple[str, str]]:
    """Yield the descriptions, each with its place in the descriptor."""
    yield "/description", dataset.description.ja
    if dataset.description.en:
        yield "/description@en", dataset.description.en
    for pointer, item in _resource_items(raw):
        if isinstance(item.get("description"), str):
            yield f"{pointer}/description", item["description"]


def _resource_items(raw: MarkedYaml) -> Iterator[tuple[str, dict[str, Any]]]:
    items = raw.value.get("resources")
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            yield f"/resources/{index}", item


def _reserved(dataset: Dataset, raw: MarkedYaml) -> Iterator[Finding]:
    for pointer, text in _descriptions(dataset, raw):
        found = next((match for match in _RESERVED.finditer(text) if not _DENIED.match(text, match.end())), None)
        if found is not None:
            words = re.split("[。\n]", text[found.start() :], maxsplit=1)[0]
            params = {"text": shown(words, 20), "licence": dataset.licence.id}
            yield Finding("rights-reserved", raw.location(pointer), params)


def _maps(dataset: Dataset, raw: MarkedYaml) -> Iterator[Finding]:
    terms = read_licence_terms()
    titles = [(f"/sources/{index}/title", source.title.ja) for index, source in enumerate(dataset.sources)]
    lineages = [
        (f"{pointer}/layer/lineage", lineage)
        for pointer, item in _resource_items(raw)
        if isinstance(layer := item.get("layer"), dict) and isinstance(lineage := layer.get("lineage"), str)
    ]
    for maker in terms.makers:
        made_from = re.compile(f"(?:{maker.pattern.pattern}){_MADE_FROM}", re.IGNORECASE)
        places = [pointer for pointer, text in (*titles, *lineages) if maker.pattern.search(text)]
        places += [pointer for pointer, text in _descriptions(dataset, raw) if made_from.search(text)]
        if not places:
            continue
        place = raw.location(places[0])
        if maker.licence is None:
            yield Finding("third-party-map", place, {"name": maker.name})
        elif broken_terms(maker.licence, dataset.licence.id):
            params = {"licence": dataset.licence.id, "source": f"{maker.name} ({maker.licence})"}
            yield Finding("licence-looser-than-source", place, params)
    named = next((pointer for pointer, text in lineages if terms.survey.search(text)), None)
    if named is not None and not any(terms.survey.search(text) for _, text in titles):
        yield Finding("survey-source-missing", raw.location(named))


def check_reserved_cells(examined: Examined) -> Findings:
    """Return the columns with marks of somebody's rights, once a column; a column of licences isn't meant.

    Codes: rights-reserved-in-cell, third-party-mark.
    """
    return tuple(finding for column in examined.columns for finding in _marked_cells(column, examined.municipality))


def _marked_cells(column: Column, municipality: Municipality | None) -> Iterator[Finding]:
    if _ABOUT_RIGHTS.search(column.heading):
        return
    reserved = column.values(like(_RESERVED_CELL))
    if reserved:
        yield _first_of(column, "rights-reserved-in-cell", reserved)
    own = () if municipality is None else (municipality.name.ja, municipality.name.en or municipality.name.ja)
    marked = [
        text for text in column.values(like(_MARK)) if text not in reserved and not any(name in text for name in own)
    ]
    if marked:
        yield _first_of(column, "third-party-mark", marked)


def _first_of(column: Column, code: str, values: list[str]) -> Finding:
    hits = column.cells.is_in(values).fill_null(False)
    return Finding(code, column.cell(hits.arg_max() or 0), {"count": f"{int(hits.sum()):,}"})
