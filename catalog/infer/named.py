"""Which body or dataset people mean by what they write: a name, its reading, a code, an address."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalog.model.ids import DatasetId
from catalog.model.site import Municipality
from catalog.model.text import LocalizedText
from catalog.standards.prefectures import prefecture_of

_KATAKANA = re.compile("[\u30a1-\u30f6]")
_NOT_COMPARED = re.compile(r"[\W_]+")
_ADDRESS = re.compile(r"(?:datasets|data|id)/([a-z0-9-]{1,80})/([a-z0-9-]{1,80})")
_PAIR = re.compile(r"([a-z0-9-]{1,80})/([a-z0-9-]{1,80})/?")
_ENGLISH_KIND = re.compile(r" (?:city|town|village|ward|prefecture)$", re.IGNORECASE)
_MAX_TEXT = 500
_SHORTEST_INSIDE = 3
_MAX_NEAR = 5


@dataclass(frozen=True, slots=True)
class NamedDataset:
    """What a dataset is called; ``aliases`` are in full, ``body/name``."""

    id: DatasetId
    title: LocalizedText
    aliases: tuple[str, ...] = ()


def folded(text: str) -> str:
    """Return *text* as names compare: width, case, katakana, blanks and marks don't count."""
    text = unicodedata.normalize("NFKC", text[:_MAX_TEXT]).casefold()
    return _NOT_COMPARED.sub("", _KATAKANA.sub(lambda match: chr(ord(match[0]) - 0x60), text))


def find_bodies(text: str, bodies: Iterable[Municipality]) -> tuple[Municipality, ...]:
    """Return the bodies that *text* may mean: one where it is clear, several where it isn't, else none.

    ``岡山市``, ``岡山県岡山市``, ``ｵｶﾔﾏｼ``, ``331007``, ``okayama-city``, ``Okayama City`` and ``岡山市役所（総務課）``
    are the city; ``岡山`` may be the city or the prefecture.
    """
    known = list(bodies)
    said = folded(text)
    if not said:
        return ()
    for names in ({body.id: _full_names(body) for body in known}, {body.id: _short_names(body) for body in known}):
        exact = tuple(body for body in known if said in names[body.id])
        if exact:
            return exact
    return _inside(said, {body.id: _full_names(body) for body in known}, known)


def _full_names(body: Municipality) -> set[str]:
    prefecture = prefecture_of(body.code)
    names = [str(body.id), body.code, body.code[:5], body.name.ja, body.kana, body.name.en or ""]
    if prefecture is not None:
        names += [prefecture.name + body.name.ja, prefecture.kana + body.kana]
    return {folded(name) for name in names if name}


def _short_names(body: Municipality) -> set[str]:
    """Return the names without what kind of body it is: 岡山, おかやま, Okayama."""
    english = _ENGLISH_KIND.sub("", body.name.en or "")
    kana = re.sub("(?:けん|ふ|と|し|く|ちょう|まち|むら|そん)$", "", body.kana)
    return {folded(name) for name in (body.name.ja[:-1], kana, english) if len(name) > 1}


def _inside(said: str, names: Mapping[str, set[str]], bodies: Sequence[Municipality]) -> tuple[Municipality, ...]:
    """Return the bodies whose names are in *said*, without those whose name is only a part of another's there."""
    found = {
        body.id: max((name for name in names[body.id] if len(name) >= 2 and name in said), key=len, default="")
        for body in bodies
    }
    return tuple(
        body
        for body in bodies
        if found[body.id]
        and not any(found[body.id] in other and found[body.id] != other for other in found.values())
        and not found[body.id].isdigit()
    )


def find_datasets(
    text: str, datasets: Iterable[NamedDataset], bodies: Sequence[Municipality] = ()
) -> tuple[NamedDataset, ...]:
    """Return the datasets that *text* may mean: one where it is clear, several where it isn't, else none.

    An address of the dataset's page or of one of its files, ``body/name``, a former one, the title in either language
    (alone, or with the body's name before it or around it), or the name alone.

    Arguments:
        text: What was written.
        datasets: Those of the catalog.
        bodies: The ones that were named beside it; datasets of other bodies are left out, but for addresses.
    """
    known = list(datasets)
    plain = unicodedata.normalize("NFKC", text[:_MAX_TEXT]).strip().casefold()
    pairs = [f"{body}/{name}" for body, name in _ADDRESS.findall(plain)]
    if (pair := _PAIR.fullmatch(plain)) is not None:
        pairs.append(f"{pair[1]}/{pair[2]}")
    addressed = tuple(dataset for dataset in known if {str(dataset.id), *dataset.aliases} & set(pairs))
    if addressed or pairs:
        return addressed
    said = folded(text)
    if bodies:
        known = [dataset for dataset in known if dataset.id.municipality in {body.id for body in bodies}]
    exact = tuple(dataset for dataset in known if said and said in _titles(dataset))
    return exact or _titled_inside(said, known)


def _titles(dataset: NamedDataset) -> set[str]:
    names = {folded(dataset.title.ja), folded(dataset.title.en or ""), folded(str(dataset.id.name))}
    return names - {""}


def _titled_inside(said: str, datasets: Sequence[NamedDataset]) -> tuple[NamedDataset, ...]:
    """Return the datasets with the longest title that *said* contains."""
    lengths = {
        dataset.id: max((len(name) for name in _titles(dataset) if name in said), default=0) for dataset in datasets
    }
    longest = max(lengths.values(), default=0)
    return tuple(d for d in datasets if longest >= _SHORTEST_INSIDE and lengths[d.id] == longest)


def near_datasets(
    text: str, datasets: Iterable[NamedDataset], bodies: Sequence[Municipality] = ()
) -> tuple[NamedDataset, ...]:
    """Return up to five datasets whose titles are closest to *text*, the closest first."""
    ids = {body.id for body in bodies}
    known = [dataset for dataset in datasets if not ids or dataset.id.municipality in ids]
    said = folded(text)

    def likeness(dataset: NamedDataset) -> float:
        return max(difflib.SequenceMatcher(None, said, name[:_MAX_TEXT]).ratio() for name in _titles(dataset))

    scored = sorted(((likeness(dataset), dataset) for dataset in known), key=lambda pair: (-pair[0], pair[1].id))
    return tuple(dataset for score, dataset in scored[:_MAX_NEAR] if score >= 0.4)
