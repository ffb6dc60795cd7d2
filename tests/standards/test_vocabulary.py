from __future__ import annotations

import re
from pathlib import Path

import material
import pytest

from catalog.model.ids import is_slug
from catalog.standards.vocabulary import read_vocabularies

WORDS = read_vocabularies()
ALL = [
    *WORDS.licences.values(),
    *WORDS.themes.values(),
    *WORDS.frequencies.values(),
    *WORDS.file_types.values(),
]
EU_THEMES = {"AGRI", "ECON", "EDUC", "ENER", "ENVI", "GOVE", "HEAL", "INTR", "JUST", "REGI", "SOCI", "TECH", "TRAN"}


def test_words_have_labels_in_both_languages() -> None:
    assert [word.id for word in ALL if not word.label.ja or not word.label.en] == []
    assert [word.id for word in ALL if word.label.en and re.search("[\u3041-\u30fe]", word.label.en)] == []


def test_words_are_known_by_their_ids() -> None:
    for vocabulary in (WORDS.licences, WORDS.themes, WORDS.frequencies, WORDS.file_types):
        assert [key for key, word in vocabulary.items() if key != word.id] == []
    assert [word.id for word in (*WORDS.themes.values(), *WORDS.frequencies.values()) if not is_slug(word.id)] == []


def test_there_are_the_17_fields_of_e_stat() -> None:
    assert len(WORDS.themes) == 17
    assert [*WORDS.themes][:: len(WORDS.themes) - 1] == ["land-weather", "other"]


def test_themes_have_themes_of_the_eu() -> None:
    codes = {code for theme in WORDS.themes.values() for code in theme.eu}
    assert codes == EU_THEMES


@pytest.mark.parametrize("theme", WORDS.themes.values(), ids=lambda theme: theme.id)
def test_icons_ship_with_material(theme: object) -> None:
    icon = getattr(theme, "icon")  # noqa: B009
    folder = Path(material.__file__).parent / "templates" / ".icons"
    assert (folder / f"{icon}.svg").is_file()


def test_licences_have_addresses_and_ids() -> None:
    assert [word.id for word in WORDS.licences.values() if not word.url.startswith("https://")] == []
    assert WORDS.licences["CC-BY-4.0"].spdx == "CC-BY-4.0"
    assert WORDS.licences["PDL-1.0"].spdx is None
    assert [word.id for word in WORDS.licences.values() if not word.requires_attribution] == ["CC0-1.0", "ODC-PDDL-1.0"]


def test_frequencies_run_from_often_to_seldom() -> None:
    days = [word.days for word in WORDS.frequencies.values() if word.days is not None]
    assert days == sorted(days)


def test_file_types_have_one_ending_each() -> None:
    endings = [word.extension for word in WORDS.file_types.values()]
    assert len(set(endings)) == len(endings)
    assert WORDS.file_types["csv"].media_type == "text/csv"
    assert [
        word.id for word in WORDS.file_types.values() if not re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", word.media_type)
    ] == []
